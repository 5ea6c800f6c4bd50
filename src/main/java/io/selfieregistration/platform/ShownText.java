package io.selfieregistration.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires text that is shown to people to be what it looks like: no control characters,
 * and no characters that change the direction of what follows.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ShownText.Shown.class)
public @interface ShownText {

	/** Whether it has paragraphs, which may hold line breaks, tabs and isolates. */
	boolean paragraphs() default false;

	/** Completes a sentence that begins with the name of the field. */
	String message() default "must not hold control characters or characters that change its direction";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Looks at a text. */
	final class Shown implements ConstraintValidator<ShownText, String> {

		private boolean paragraphs;

		@Override
		public void initialize(ShownText constraint) {
			this.paragraphs = constraint.paragraphs();
		}

		@Override
		public boolean isValid(String text, ConstraintValidatorContext context) {
			return text == null || (this.paragraphs ? Texts.isShownParagraphs(text) : Texts.isShownLine(text));
		}

	}

}
