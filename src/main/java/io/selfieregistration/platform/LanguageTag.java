package io.selfieregistration.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.IllformedLocaleException;
import java.util.Locale;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires a well-formed language tag of BCP 47, extensions included, of at most 100
 * characters. An underscore counts as a hyphen, as many systems write tags that way.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LanguageTag.WellFormed.class)
public @interface LanguageTag {

	/** Completes a sentence that begins with the name of the field. */
	String message() default "must be a language tag of BCP 47 such as de, pt-BR or de-DE-u-co-phonebk";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Leaves the grammar to the JDK. */
	final class WellFormed implements ConstraintValidator<LanguageTag, String> {

		private static final int LONGEST = 100;

		@Override
		public boolean isValid(String tag, ConstraintValidatorContext context) {
			if (tag == null) {
				return true;
			}
			try {
				new Locale.Builder().setLanguageTag(tag.replace('_', '-'));
				return !tag.isEmpty() && tag.length() <= LONGEST;
			}
			catch (IllformedLocaleException ex) {
				return false;
			}
		}

	}

}
