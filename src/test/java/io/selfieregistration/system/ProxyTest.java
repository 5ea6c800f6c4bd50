package io.selfieregistration.system;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that needs HAProxy. Without it the test is skipped, and fails when the
 * environment says {@code REQUIRE_PROXY=true}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProxyTest.Presence.class)
@interface ProxyTest {

	/** Decides whether a test runs, is skipped or fails for want of HAProxy. */
	class Presence implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (Proxy.present()) {
				return ConditionEvaluationResult.enabled("There is HAProxy");
			}
			if (Boolean.parseBoolean(System.getenv("REQUIRE_PROXY"))) {
				throw new IllegalStateException("REQUIRE_PROXY is set, but there is no HAProxy: " + Proxy.WANTED);
			}
			return ConditionEvaluationResult.disabled("There is no HAProxy: " + Proxy.WANTED);
		}

	}

}
