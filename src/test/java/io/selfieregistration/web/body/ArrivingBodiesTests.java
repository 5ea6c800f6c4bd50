package io.selfieregistration.web.body;

import java.io.InputStream;
import java.time.Duration;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;

import io.selfieregistration.web.BodyLimit;

import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivingBodiesTests {

	private static final int ROOM = 64 * 1024;

	private final ArrivingBodies bodies = new ArrivingBodies(ROOM);

	@Test
	void givesUpBodyThatBringsNextToNothing() throws Exception {
		Arriving body = arriving("");
		body.bring(1);

		this.bodies.giveUpSlow(ArrivingBody.FIRST.toNanos());
		assertThat(body.refusal()).isNull();

		this.bodies.giveUpSlow(ArrivingBody.FIRST.plusSeconds(2).toNanos());
		assertThat(body.refusal()).isInstanceOf(BodyRefused.TooSlow.class);
	}

	@Test
	void waitsForBodyOfSlowestUsableNetwork() throws Exception {
		Arriving body = arriving("");
		body.bring(ArrivingBody.FIRST_BYTES);
		for (int second = 0; second < 30; second++) {
			body.bring(ArrivingBody.BYTES_PER_SECOND);
			this.bodies.giveUpSlow(ArrivingBody.FIRST.plus(Duration.ofSeconds(second)).toNanos());
		}
		assertThat(body.refusal()).isNull();

		this.bodies.giveUpSlow(ArrivingBody.FIRST.plusSeconds(40).toNanos());
		assertThat(body.refusal()).isInstanceOf(BodyRefused.TooSlow.class);
	}

	@Test
	void oldestBodyGivesWayWhenThereIsNoRoom() throws Exception {
		Arriving oldest = arriving("");
		oldest.bring(100);
		Arriving large = arriving("");
		large.bring(ROOM);

		assertThat(oldest.refusal()).isInstanceOf(BodyRefused.GaveWay.class);
		assertThat(large.refusal()).isNull();
	}

	@Test
	void bodyGivesWayToLaterOneOfSameSender() {
		Arriving first = arriving("a");
		Arriving other = arriving("b");
		Arriving second = arriving("a");

		assertThat(first.refusal()).isInstanceOf(BodyRefused.GaveWay.class);
		assertThat(other.refusal()).isNull();
		assertThat(second.refusal()).isNull();
	}

	@Test
	void bodyThatIsThereTakesNoMoreRoom() throws Exception {
		for (int body = 0; body < 10; body++) {
			Arriving whole = arriving("");
			whole.bring(ROOM - 1);
			whole.body.onAllDataRead();

			assertThat(whole.refusal()).isNull();
			assertThat(whole.call.getInputStream().readAllBytes()).hasSize(ROOM - 1);
		}
	}

	private Arriving arriving(String sender) {
		return new Arriving(sender);
	}

	/** One body that brings bytes when the test says so. */
	private final class Arriving {

		private final LimitedCall call;

		private final ArrivingBody body;

		private int waiting;

		private Arriving(String sender) {
			MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
			request.setDispatcherType(DispatcherType.REQUEST);
			this.call = new LimitedCall(request, new BodyLimit("", 1024 * 1024));
			this.body = new ArrivingBody(this.call, new MockAsyncContext(request, new MockHttpServletResponse()),
					new Connection(), ArrivingBodiesTests.this.bodies, sender, 0);
			ArrivingBodiesTests.this.bodies.add(this.body);
		}

		private void bring(int bytes) throws Exception {
			this.waiting = bytes;
			this.body.onDataAvailable();
		}

		private BodyRefused refusal() {
			return this.call.refusal();
		}

		private final class Connection extends DelegatingServletInputStream {

			private Connection() {
				super(InputStream.nullInputStream());
			}

			@Override
			public boolean isReady() {
				return Arriving.this.waiting > 0;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) {
				int read = Math.min(length, Arriving.this.waiting);
				Arriving.this.waiting -= read;
				return read;
			}

		}

	}

}
