package io.selfieregistration.capture;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.selfieregistration.face.SelfieAssessor.Caller;
import io.selfieregistration.request.RequestId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ComputingTimeTests {

	private final AtomicLong now = new AtomicLong();

	private final ComputingTime time = new ComputingTime(this.now::get);

	private final RequestId link = RequestId.next();

	private final Caller caller = this.time.of(this.link);

	@Test
	void linkWaitsBehindOthersOnceItTookMoreThanItsShare() {
		this.caller.charge(ComputingTime.BEHIND_OTHERS.toNanos());
		assertThat(this.caller.waitsBehindOthers()).isFalse();

		this.caller.charge(1);

		assertThat(this.caller.waitsBehindOthers()).isTrue();
		assertThat(this.time.of(RequestId.next()).waitsBehindOthers()).isFalse();
	}

	@Test
	void linkFarInDebtIsRefusedUntilItIsPaidBack() {
		this.caller.charge(ComputingTime.REFUSED.plusSeconds(1).toNanos());

		assertThatExceptionOfType(TooMuchComputing.class).isThrownBy(() -> this.time.requireCredit(this.link))
			.satisfies((refused) -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(20)));
		assertThatNoException().isThrownBy(() -> this.time.requireCredit(RequestId.next()));

		this.now.addAndGet(Duration.ofSeconds(20).toNanos());
		assertThatNoException().isThrownBy(() -> this.time.requireCredit(this.link));
		assertThat(this.caller.waitsBehindOthers()).isTrue();

		this.now.addAndGet(Duration.ofSeconds(40).toNanos());
		assertThat(this.caller.waitsBehindOthers()).isFalse();
	}

	@Test
	void remembersBoundedNumberOfLinks() {
		this.caller.charge(ComputingTime.REFUSED.toNanos());
		for (int other = 0; other < ComputingTime.REMEMBERED + 10; other++) {
			this.time.of(RequestId.next()).charge(1);
		}

		assertThat(this.time.size()).isEqualTo(ComputingTime.REMEMBERED);
	}

}
