package io.selfieregistration.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The HTTP status and the {@code code} of an exception, as the caller gets them. The
 * answer, the description of the API and the metrics are all made of it. An exception
 * with several codes implements {@link Problem} to say which one it has.
 * <p>
 * On a controller: the status that its callers get for these codes, instead of the one of
 * the exceptions.
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

	/** Several of them, for codes with different statuses. */
	@Documented
	@Inherited
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@interface List {

		ProblemStatus[] value();

	}

}
