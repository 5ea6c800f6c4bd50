package io.selfieregistration.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares what is at fault when a step of a process fails by this exception, so that an
 * incident can be explained to operators. The message of the exception is shown to them:
 * it holds no secret and no personal data.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface IncidentCause {

	/** Lower snake case, such as {@code mail_server}; Cockpit has words for each. */
	String value();

}
