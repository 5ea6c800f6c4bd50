package io.selfieregistration.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever dies, stands still or cannot be reached amid the work of two nodes: every
 * request ends once, and everybody is told the same. {@code -Dchaos.seed} asks for it and
 * chooses the schedule.
 */
@Tag("durability")
@EnabledIfSystemProperty(named = ChaosIT.SEED_PROPERTY, matches = "[0-9]+")
class ChaosIT {

	/** The run takes all of the machine, so it is made only when it is asked for. */
	static final String SEED_PROPERTY = "chaos.seed";

	private static final int KILLS = 20;

	private static final long SEED = Long.getLong(SEED_PROPERTY, 0);

	@Test
	void endsEveryRequestOnce() throws Exception {
		try (ChaosRun run = new ChaosRun(KILLS, SEED)) {
			assertThat(run.run()).as("violations with -Dchaos.seed=%s", SEED).isEmpty();
			System.out.println(run.report());
		}
	}

}
