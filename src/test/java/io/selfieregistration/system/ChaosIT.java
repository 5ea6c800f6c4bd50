package io.selfieregistration.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever dies, stands still or cannot be reached amid the work of two nodes: every
 * request ends once, and everybody is told the same. {@code -Dchaos.seed} repeats a
 * schedule.
 */
@Tag("durability")
class ChaosIT {

	private static final int KILLS = 20;

	private static final long SEED = Long.getLong("chaos.seed", 20260701L);

	@Test
	void endsEveryRequestOnce() throws Exception {
		try (ChaosRun run = new ChaosRun(KILLS, SEED)) {
			assertThat(run.run()).as("violations with -Dchaos.seed=%s", SEED).isEmpty();
			System.out.println(run.report());
		}
	}

}
