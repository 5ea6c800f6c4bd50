package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import io.selfieregistration.publishing.SendingLanes.Place;

import static org.assertj.core.api.Assertions.assertThat;

class SendingLanesTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final URI A = URI.create("https://a.example/results");

	private static final URI ALSO_A = URI.create("https://a.example/other");

	private static final URI B = URI.create("https://b.example/results");

	private final SendingLanes lanes = new SendingLanes(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void letsAFewAtATimeToOneReceiver() {
		Place first = this.lanes.enter(A).orElseThrow();
		this.lanes.enter(ALSO_A).orElseThrow();

		assertThat(this.lanes.enter(A)).isEmpty();
		assertThat(this.lanes.enter(B)).isPresent();

		first.leave(Duration.ofMillis(20));
		assertThat(this.lanes.enter(A)).isPresent();
	}

	@Test
	void letsAllSlowReceiversShareAFewPlaces() {
		for (String name : new String[] { "c", "d", "e" }) {
			this.lanes.enter(receiver(name)).orElseThrow().leave(Duration.ofSeconds(15));
		}

		Place slow = this.lanes.enter(receiver("c")).orElseThrow();
		this.lanes.enter(receiver("d")).orElseThrow();

		assertThat(this.lanes.enter(receiver("e"))).isEmpty();
		assertThat(this.lanes.enter(B)).as("one that is not slow").isPresent();

		slow.leave(Duration.ofMillis(20));
		assertThat(this.lanes.enter(receiver("e"))).isPresent();
	}

	@Test
	void forgetsThatReceiverWasSlow() {
		this.lanes.enter(A).orElseThrow().leave(Duration.ofSeconds(15));
		this.lanes.enter(A).orElseThrow().leave(Duration.ofMillis(20));
		this.lanes.enter(receiver("c")).orElseThrow().leave(Duration.ofSeconds(15));
		this.lanes.enter(receiver("d")).orElseThrow().leave(Duration.ofSeconds(15));
		this.lanes.enter(receiver("c")).orElseThrow();
		this.lanes.enter(receiver("d")).orElseThrow();

		assertThat(this.lanes.enter(A)).isPresent();
	}

	@Test
	void sendsThoseWhoFindNoPlaceBackOneAfterTheOther() {
		this.lanes.enter(A).orElseThrow().leave(Duration.ofSeconds(10));

		assertThat(this.lanes.comeBackAt(A)).isEqualTo(NOW.plusSeconds(1));
		assertThat(this.lanes.comeBackAt(A)).isEqualTo(NOW.plusSeconds(6));
		assertThat(this.lanes.comeBackAt(A)).isEqualTo(NOW.plusSeconds(11));
		for (int i = 0; i < 100; i++) {
			assertThat(this.lanes.comeBackAt(A)).isBeforeOrEqualTo(NOW.plusSeconds(60));
		}
		assertThat(this.lanes.comeBackAt(B)).isEqualTo(NOW.plusSeconds(1));
	}

	private static URI receiver(String name) {
		return URI.create("https://" + name + ".example/results");
	}

}
