package io.selfieregistration.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.face.FacePreview;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.invitation.CaptureWindow;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.workflow.ModuleSettings.Judgement;
import io.selfieregistration.request.RequestId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

class GuidanceTests {

	private static final byte[] BYTES = { 1 };

	private static final Guidance.Frame FRAME = () -> BYTES;

	private static final Optional<FacePreview> GOOD = Optional.of(new FacePreview(List.of(), Optional.empty()));

	private final CaptureToken token = CaptureToken.parse("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_").orElseThrow();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final CaptureSessions sessions = mock();

	private final Consents consents = mock();

	private final SelfieAssessor assessor = mock();

	private final Guidance guidance = new Guidance(this.sessions, this.consents, this.assessor, this.nanos::get);

	@BeforeEach
	void openLink() throws Exception {
		OpenLink link = link(true);
		given(this.sessions.follow(any())).willReturn(link);
		given(this.assessor.preview(any(), anyDouble())).willReturn(GOOD);
	}

	@Test
	void judgesFrameOfOpenedLink() throws Exception {
		assertThat(this.guidance.judge(this.token, FRAME, 2.5)).isEqualTo(GOOD);

		then(this.assessor).should().preview(BYTES, 2.5);
	}

	@Test
	void looksAtNoFrameBeforeLinkIsOpened() throws Exception {
		OpenLink link = link(false);
		given(this.sessions.follow(any())).willReturn(link);

		assertThatExceptionOfType(CaptureLinkNotOpened.class)
			.isThrownBy(() -> this.guidance.judge(this.token, FRAME, 1));
		then(this.assessor).shouldHaveNoInteractions();
	}

	@Test
	void looksAtNoFrameOfUnusableLink() throws Exception {
		willThrow(new CaptureLinkUnusable(CaptureLinkUnusable.Reason.LINK_EXPIRED)).given(this.sessions).follow(any());

		assertThatExceptionOfType(CaptureLinkUnusable.class)
			.isThrownBy(() -> this.guidance.judge(this.token, FRAME, 1));
		then(this.assessor).shouldHaveNoInteractions();
	}

	@Test
	void readsNoFrameBeforeThePersonAgreed() {
		given(this.consents.question(any())).willReturn(Optional.of(new Consents.Question(null, Map.of())));

		assertThatExceptionOfType(ConsentRequired.class).isThrownBy(() -> this.guidance.judge(this.token, () -> {
			throw new AssertionError("read");
		}, 1));
		then(this.assessor).shouldHaveNoInteractions();
	}

	@Test
	void takesHintsForRefusalsWhereThePolicyIsStrict() throws Exception {
		given(this.assessor.preview(any(), anyDouble()))
			.willReturn(Optional.of(new FacePreview(List.of(Finding.hint(ReasonCode.MOUTH_OPEN)), Optional.empty())));
		assertThat(this.guidance.judge(this.token, FRAME, 1))
			.hasValueSatisfying((face) -> assertThat(face.good()).isTrue());
		OpenLink link = link(true, QualityPolicy.STANDARD, QualityPolicy.STRICT);
		given(this.sessions.follow(any())).willReturn(link);

		assertThat(this.guidance.judge(this.token, FRAME, 1)).hasValueSatisfying((face) -> {
			assertThat(face.good()).isFalse();
			assertThat(face.findings()).containsExactly(Finding.refuse(ReasonCode.MOUTH_OPEN));
		});
	}

	@Test
	void isStrictWhereTheApplicationIs() throws Exception {
		given(this.assessor.preview(any(), anyDouble()))
			.willReturn(Optional.of(new FacePreview(List.of(Finding.hint(ReasonCode.MOUTH_OPEN)), Optional.empty())));
		OpenLink link = link(true, QualityPolicy.STRICT, null);
		given(this.sessions.follow(any())).willReturn(link);

		assertThat(this.guidance.judge(this.token, FRAME, 1))
			.hasValueSatisfying((face) -> assertThat(face.good()).isFalse());
	}

	@Test
	void keepsItsPace() throws Exception {
		this.guidance.judge(this.token, FRAME, 1);
		this.nanos.addAndGet(Guidance.PACE.toNanos() - 1);

		assertThatExceptionOfType(GuidanceTooOften.class).isThrownBy(() -> this.guidance.judge(this.token, FRAME, 1));

		this.nanos.incrementAndGet();
		assertThat(this.guidance.judge(this.token, FRAME, 1)).isEqualTo(GOOD);
	}

	@Test
	void looksAtOneFrameOfRequestAtOnce() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		willAnswer((call) -> {
			started.countDown();
			mayEnd.await();
			return GOOD;
		}).given(this.assessor).preview(any(), anyDouble());
		CompletableFuture<Optional<FacePreview>> first = CompletableFuture.supplyAsync(() -> {
			try {
				return this.guidance.judge(this.token, FRAME, 1);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		started.await();
		this.nanos.addAndGet(Duration.ofSeconds(5).toNanos());

		assertThatExceptionOfType(GuidanceTooOften.class).isThrownBy(() -> this.guidance.judge(this.token, FRAME, 1));

		mayEnd.countDown();
		assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(GOOD);
	}

	private static OpenLink link(boolean opened) {
		return link(opened, QualityPolicy.STANDARD, null);
	}

	private static OpenLink link(boolean opened, QualityPolicy policy, QualityPolicy policyOfTheModel) {
		RequestId id = RequestId.next();
		Request request = mock();
		given(request.id()).willReturn(id);
		Instant openedAt = opened ? Instant.now() : null;
		Application application = mock();
		ApplicationSettings settings = mock();
		given(settings.qualityPolicy()).willReturn(policy);
		given(application.settings()).willReturn(settings);
		return new OpenLink(null, request, application, null,
				new CaptureWindow(new ModuleRun.Id(id, 1), Instant.now().plusSeconds(60), Duration.ofMinutes(15), 3,
						new Judgement(Optional.ofNullable(policyOfTheModel), Optional.empty(), Optional.empty()),
						openedAt, opened ? openedAt.plusSeconds(900) : null, null, null, 0));
	}

}
