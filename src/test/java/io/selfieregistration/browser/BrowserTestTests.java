package io.selfieregistration.browser;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BrowserTestTests {

	@Test
	void runsWithBrowser() {
		assertThat(new BrowserTest.Presence(true, false).evaluateExecutionCondition(null).isDisabled()).isFalse();
	}

	@Test
	void isSkippedWithoutBrowser() {
		assertThat(new BrowserTest.Presence(false, false).evaluateExecutionCondition(null).isDisabled()).isTrue();
	}

	@Test
	void failsWithoutBrowserWhenOneIsRequired() {
		var presence = new BrowserTest.Presence(false, true);

		assertThatIllegalStateException().isThrownBy(() -> presence.evaluateExecutionCondition(null))
			.withMessageContaining("no browser");
	}

}
