package io.selfieregistration.request;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LogContextTests {

	private final RequestId one = RequestId.next();

	private final RequestId other = RequestId.next();

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void saysWhatTheWorkIsAbout() {
		LogContext.within(() -> {
			LogContext.about(this.one, "shop");

			assertThat(MDC.getCopyOfContextMap()).containsEntry("request_id", this.one.toString())
				.containsEntry("application_id", "shop");
			return null;
		});
	}

	@Test
	void forgetsItWithTheWork() {
		LogContext.within(() -> {
			LogContext.about(this.one);
			return null;
		});

		assertThat(MDC.get("request_id")).isNull();
	}

	@Test
	void comesBackToWhatWasSaidBefore() {
		LogContext.about(this.other);

		assertThatIllegalStateException().isThrownBy(() -> LogContext.within(() -> {
			LogContext.about(this.one, "shop");
			throw new IllegalStateException("broken");
		}));

		assertThat(MDC.get("request_id")).isEqualTo(this.other.toString());
		assertThat(MDC.get("application_id")).isNull();
	}

}
