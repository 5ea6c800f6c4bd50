package io.selfieregistration.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the HTTP status and the {@code code} of an exception. The response, the
 * OpenAPI document and the metrics are all derived from it. An exception with several
 * codes implements {@link Problem} to say which one it has.
 * <p>
 * On a controller, it overrides the status of the exceptions for these codes.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ProblemStatus.List.class)
public @interface ProblemStatus {

	/** HTTP status. */
	int status();

	/** Lower snake case; never changed once published. */
	String[] code();

	/** Value of {@code Retry-After} in seconds; 0 for none. */
	int retryAfterSeconds() default 0;

	/** Container for several annotations. */
	@Documented
	@Inherited
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@interface List {

		ProblemStatus[] value();

	}

}
