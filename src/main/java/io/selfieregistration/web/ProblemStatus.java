package io.selfieregistration.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says, on a method that handles an exception, how it answers. The description of the API
 * is made of it: a call that declares the exception is described with this answer.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProblemStatus {

	/** HTTP status. */
	int value();

	/** Each {@code code} that the answer may have. */
	String[] codes();

}
