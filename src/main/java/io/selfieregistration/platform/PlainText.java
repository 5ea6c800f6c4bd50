package io.selfieregistration.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.Map;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires text that people can type: no control characters other than line breaks and
 * tabs, and no half surrogate pairs. Looks into maps and lists, names included.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainText.OfPeople.class)
public @interface PlainText {

	/** Completes a sentence that begins with the name of the field. */
	String message() default Texts.NOT_STORABLE;

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Looks at every text there is. */
	final class OfPeople implements ConstraintValidator<PlainText, Object> {

		@Override
		public boolean isValid(Object value, ConstraintValidatorContext context) {
			return isPlain(value);
		}

		private static boolean isPlain(Object value) {
			if (value instanceof String text) {
				return Texts.isStorable(text)
						&& text.chars().noneMatch((unit) -> Character.isISOControl(unit) && "\n\r\t".indexOf(unit) < 0);
			}
			if (value instanceof Map<?, ?> map) {
				return map.entrySet()
					.stream()
					.allMatch((entry) -> isPlain(entry.getKey()) && isPlain(entry.getValue()));
			}
			return !(value instanceof Collection<?> list) || list.stream().allMatch(OfPeople::isPlain);
		}

	}

}
