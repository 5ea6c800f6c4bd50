package io.selfieregistration.browser;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that needs a browser. Without one it is skipped, and fails when the environment
 * says {@code REQUIRE_BROWSER=true}.
 */
@Documented
@Tag("browser")
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserTest.Presence.class)
public @interface BrowserTest {

	/** Decides whether a test runs, is skipped or fails for want of a browser. */
	class Presence implements ExecutionCondition {

		private final boolean present;

		private final boolean required;

		Presence() {
			this(Browser.present(), Boolean.parseBoolean(System.getenv("REQUIRE_BROWSER")));
		}

		Presence(boolean present, boolean required) {
			this.present = present;
			this.required = required;
		}

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (this.present) {
				return ConditionEvaluationResult.enabled("There is a browser");
			}
			if (this.required) {
				throw new IllegalStateException("REQUIRE_BROWSER is set, but there is no browser: " + Browser.WANTED);
			}
			return ConditionEvaluationResult.disabled("There is no browser: " + Browser.WANTED);
		}

	}

}
