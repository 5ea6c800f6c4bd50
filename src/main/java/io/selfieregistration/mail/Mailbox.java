package io.selfieregistration.mail;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/** The text is null or an {@link EmailAddress}. */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Mailbox.Check.class)
public @interface Mailbox {

	/** Says what is wrong with the text. */
	String message() default "must be an e-mail address";

	/** As Bean Validation demands. */
	Class<?>[] groups() default {};

	/** As Bean Validation demands. */
	Class<? extends Payload>[] payload() default {};

	/** Reads the text as an address. */
	class Check implements ConstraintValidator<Mailbox, String> {

		@Override
		public boolean isValid(String text, ConstraintValidatorContext context) {
			return text == null || EmailAddress.of(text).isPresent();
		}

	}

}
