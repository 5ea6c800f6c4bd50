package io.selfieregistration.capture;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.selfieregistration.face.SelfieAssessor.Caller;
import io.selfieregistration.request.RequestId;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Shares the computing time of this node fairly among links. What the uploads of a link
 * cost, also of those that are no pictures, is its debt, and a small part of a core pays
 * it back. A link in debt waits behind others, and one far in debt is refused before its
 * upload is read.
 */
@Component
class ComputingTime {

	/** Of each second, what a link may use for good. */
	static final double SHARE = 0.05;

	/** Two pictures of twelve megapixels. */
	static final Duration BEHIND_OTHERS = Duration.ofMillis(500);

	static final Duration REFUSED = Duration.ofSeconds(2);

	static final int REMEMBERED = 10_000;

	private final LongSupplier nanoTime;

	/** Forgets the link that computed nothing for the longest time. */
	private final Map<RequestId, Debt> debts = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<RequestId, Debt> eldest) {
			return size() > REMEMBERED;
		}

	};

	@Autowired
	ComputingTime() {
		this(System::nanoTime);
	}

	ComputingTime(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * @throws TooMuchComputing if the link has to wait
	 */
	void requireCredit(RequestId link) {
		double tooMuch = debt(link) - REFUSED.toNanos();
		if (tooMuch > 0) {
			throw new TooMuchComputing(Duration.ofNanos((long) (tooMuch / SHARE)));
		}
	}

	/** Returns the account that the uploads of a link are charged to. */
	Caller of(RequestId link) {
		return new Caller() {

			@Override
			public boolean waitsBehindOthers() {
				return debt(link) > BEHIND_OTHERS.toNanos();
			}

			@Override
			public void charge(long cpuNanos) {
				ComputingTime.this.charge(link, cpuNanos);
			}

		};
	}

	private synchronized double debt(RequestId link) {
		Debt debt = this.debts.get(link);
		return (debt != null) ? debt.at(this.nanoTime.getAsLong()) : 0;
	}

	private synchronized void charge(RequestId link, long cpuNanos) {
		this.debts.put(link, new Debt(debt(link) + cpuNanos, this.nanoTime.getAsLong()));
	}

	synchronized int size() {
		return this.debts.size();
	}

	private record Debt(double nanos, long sinceNanos) {

		double at(long now) {
			return Math.max(0, this.nanos - (now - this.sinceNanos) * SHARE);
		}

	}

}
