package io.selfieregistration.capture.web;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.mockito.ArgumentCaptor;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.capture.CaptureLinkNotOpened;
import io.selfieregistration.capture.ConsentRequired;
import io.selfieregistration.capture.Consents;
import io.selfieregistration.capture.SelfieSubmissions;
import io.selfieregistration.capture.SubmissionInProgress;
import io.selfieregistration.capture.Verdict;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkStore.FoundLink;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.invitation.CaptureWindow;
import io.selfieregistration.invitation.NewLinks;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.workflow.ModuleSettings;
import io.selfieregistration.result.RedirectLinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;

@WebMvcTest(controllers = { CaptureController.class, SessionController.class },
		properties = { "spring.datasource.url=jdbc:postgresql://nobody.invalid/none",
				"selfie.object-store.endpoint=http://nobody.invalid", "selfie.object-store.access-key=none",
				"selfie.object-store.secret-key=${random.uuid}", "selfie.operator.password=${random.uuid}",
				"spring.datasource.password=${random.uuid}", "selfie.encryption.keys[0]=${random.uuid}${random.uuid}" })
@Import({ CaptureBodies.class, CaptureSecurity.class, CaptureStates.class, DeadEndMembers.class,
		CaptureControllerTests.Settings.class })
class CaptureControllerTests {

	private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_";

	private static final byte[] SELFIE = { 1, 2, 3 };

	private static final URI WAY_BACK = URI.create("https://bank.example/back?request_id=1&state=signed");

	private static final int LIMIT = (int) FaceFixtures.settings().maxUploadSize().toBytes();

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private Applications applications;

	@MockitoBean
	private CaptureSessions sessions;

	@MockitoBean
	private NewLinks newLinks;

	@MockitoBean
	private SelfieSubmissions submissions;

	@MockitoBean
	private Consents consents;

	@MockitoBean
	private RedirectLinks redirects;

	@BeforeEach
	void linkIsTheFirst() throws Exception {
		given(this.sessions.find(any()))
			.willReturn(new KnownLink(null, link(null).request(), link(null).application()));
	}

	@Test
	void showsWhoAsksAndHowOftenThePersonMayTry() throws Exception {
		given(this.sessions.look(any())).willReturn(link(null));
		given(this.submissions.attemptsLeft(any())).willReturn(3);

		MvcTestResult answer = look();

		assertThat(answer).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{ "application_name": "Test Bank", "locale": "de", "state": "ready", "attempts_left": 3,
				  "session_ends_at": null }""");
		assertThat(answer.getResponse().getHeader(HttpHeaders.CACHE_CONTROL)).contains("no-store");
	}

	@Test
	void tellsThePageNothingThatItDoesNotNeed() throws Exception {
		given(this.sessions.look(any())).willReturn(link(null));

		assertThat(look()).hasStatusOk()
			.bodyText()
			.contains("Test Bank")
			.doesNotContain("mark@people.example", "ada-7", "192.0.2.7", "app-1", "vip", "receiver.example");
	}

	@Test
	void opensTheSession() throws Exception {
		given(this.sessions.open(new CaptureToken(TOKEN))).willReturn(link(Instant.parse("2026-11-23T10:00:00Z")));

		assertThat(open()).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{ "state": "opened", "session_ends_at": "2026-11-23T10:15:00Z" }""");
	}

	@Test
	void keepsThatTheCameraRunsOnceTheLinkIsOpened() throws Exception {
		given(this.sessions.follow(any())).willReturn(link(null));
		assertThat(cameraStarted()).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("link_not_opened");
		then(this.sessions).should(never()).cameraStarted(any());

		OpenLink opened = link(Instant.parse("2026-11-23T10:00:00Z"));
		given(this.sessions.follow(any())).willReturn(opened);
		assertThat(cameraStarted()).hasStatus(204).body().isEmpty();
		then(this.sessions).should().cameraStarted(opened);
	}

	@Test
	void tellsTheVerdict() throws Exception {
		ReasonCode reason = ReasonCode.values()[0];
		given(this.submissions.submit(any(), any(), any()))
			.willReturn(new Verdict(false, 2, List.of(Finding.refuse(reason))));

		assertThat(submit(SELFIE)).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("""
					{ "accepted": false, "attempts_left": 2, "findings": [ { "code": "%s", "severity": "refuse" } ] }"""
				.formatted(reason.code()));
	}

	@Test
	void leadsBackWhoIsDone() throws Exception {
		given(this.redirects.backWhenDone(any())).willReturn(Optional.of(WAY_BACK));
		given(this.submissions.submit(any(), any(), any())).willReturn(new Verdict(true, 2, List.of()));
		assertThat(submit(SELFIE)).bodyJson().extractingPath("$.redirect_url").isEqualTo(WAY_BACK.toString());

		given(this.submissions.submit(any(), any(), any())).willReturn(new Verdict(false, 0, List.of()));
		assertThat(submit(SELFIE)).bodyJson().extractingPath("$.redirect_url").isEqualTo(WAY_BACK.toString());
	}

	@Test
	void leadsNobodyBackWhoMayTryAgain() throws Exception {
		given(this.redirects.backWhenDone(any())).willReturn(Optional.of(WAY_BACK));
		given(this.submissions.submit(any(), any(), any())).willReturn(new Verdict(false, 1, List.of()));

		assertThat(submit(SELFIE)).bodyJson().doesNotHavePath("$.redirect_url");
	}

	@ParameterizedTest
	@EnumSource(Reason.class)
	void saysWhosePageItIsWhereverAKnownLinkEnds(Reason reason) throws Exception {
		willThrow(new CaptureLinkUnusable(reason)).given(this.sessions).look(any());

		if (reason == Reason.LINK_UNKNOWN) {
			assertThat(look()).bodyJson().doesNotHavePath("$.application_name").doesNotHavePath("$.branding");
		}
		else {
			assertThat(look()).bodyJson().isLenientlyEqualTo("""
					{ "application_name": "Test Bank", "branding": { "colours": {} } }""");
		}
	}

	@ParameterizedTest
	@EnumSource(Reason.class)
	void leadsBackFromEveryDeadEndOfAKnownLink(Reason reason) throws Exception {
		given(this.redirects.back(ArgumentMatchers.<RequestId>any())).willReturn(Optional.of(WAY_BACK));
		given(this.redirects.backWhenDone(any())).willReturn(Optional.of(WAY_BACK));
		willThrow(new CaptureLinkUnusable(reason)).given(this.sessions).look(any());

		if (reason == Reason.LINK_UNKNOWN || reason == Reason.LINK_REPLACED) {
			assertThat(look()).bodyJson().doesNotHavePath("$.redirect_url");
		}
		else {
			assertThat(look()).bodyJson().extractingPath("$.redirect_url").isEqualTo(WAY_BACK.toString());
		}
	}

	@Test
	void handsOverBodyAndKeyAsTheyCame() throws Exception {
		given(this.submissions.submit(any(), any(), any())).willReturn(new Verdict(true, 2, List.of()));

		assertThat(submit(SELFIE, "key-1_A")).hasStatusOk();

		then(this.submissions).should().submit(any(), eq("key-1_A"), eq(SELFIE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "key;drop", "ключ",
			"01234567890123456789012345678901234567890123456789012345678901234" })
	void makesKeyOfItsOwnInPlaceOfUnusableOne(String key) throws Exception {
		given(this.submissions.submit(any(), any(), any())).willReturn(new Verdict(true, 2, List.of()));

		assertThat(submit(SELFIE, key)).hasStatusOk();

		ArgumentCaptor<String> used = ArgumentCaptor.forClass(String.class);
		then(this.submissions).should().submit(any(), used.capture(), any());
		assertThat(used.getValue()).matches("[0-9a-f-]{36}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "short", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_x",
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-'", "../../../../../../../../../../../../etc/passw" })
	void asksNobodyForTokenThatIsNone(String token) {
		assertProblem(this.mvc.get().uri("/api/capture").header("Capture-Token", token).exchange(), 404,
				"link_unknown");
		assertProblem(this.mvc.post().uri("/api/capture/open").header("Capture-Token", token).exchange(), 404,
				"link_unknown");
		assertProblem(
				this.mvc.post().uri("/api/capture/selfie").header("Capture-Token", token).content(SELFIE).exchange(),
				404, "link_unknown");

		then(this.sessions).shouldHaveNoInteractions();
	}

	@Test
	void asksNobodyWithoutToken() {
		assertProblem(this.mvc.get().uri("/api/capture").exchange(), 404, "link_unknown");
		assertProblem(this.mvc.get().uri("/api/capture?token=" + TOKEN).exchange(), 404, "link_unknown");

		then(this.sessions).shouldHaveNoInteractions();
	}

	@ParameterizedTest
	@EnumSource
	void tellsWhyLinkOpensNothing(CaptureLinkUnusable.Reason reason) throws Exception {
		willThrow(new CaptureLinkUnusable(reason)).given(this.sessions).look(any());
		willThrow(new CaptureLinkUnusable(reason)).given(this.sessions).open(any());
		willThrow(new CaptureLinkUnusable(reason)).given(this.submissions).submit(any(), any(), any());
		int status = (reason == CaptureLinkUnusable.Reason.LINK_UNKNOWN) ? 404 : 410;

		assertProblem(look(), status, reason.code());
		assertProblem(open(), status, reason.code());
		assertProblem(submit(SELFIE), status, reason.code());
	}

	@ParameterizedTest(name = "{0} -> {1} {2}")
	@MethodSource("refusals")
	void answersEveryRefusalByStatusAndCode(Exception refusal, int status, String code, String retryAfter)
			throws Exception {
		willThrow(refusal).given(this.submissions).submit(any(), any(), any());

		MvcTestResult answer = submit(SELFIE);

		assertProblem(answer, status, code);
		assertThat(answer.getResponse().getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo(retryAfter);
	}

	static Stream<Arguments> refusals() {
		return Stream.of(Arguments.of(new CaptureLinkNotOpened(), 409, "link_not_opened", null),
				Arguments.of(new SubmissionInProgress(), 429, "too_many_requests", "2"),
				Arguments.of(new FaceAnalysisBusy("busy", Duration.ofSeconds(3)), 503, "busy", "3"),
				Arguments.of(new FaceAnalysisBusy("busy", Duration.ofMillis(1)), 503, "busy", "1"),
				Arguments.of(new ObjectStoreUnavailable("An object cannot be written", null), 503,
						"temporarily_unavailable", "2"),
				Arguments.of(rejected(SelfieImageRejected.Reason.EMPTY), 422, "image_empty", null),
				Arguments.of(rejected(SelfieImageRejected.Reason.UNREADABLE), 422, "image_unreadable", null),
				Arguments.of(rejected(SelfieImageRejected.Reason.DIMENSIONS_UNSUPPORTED), 422,
						"image_dimensions_unsupported", null),
				Arguments.of(rejected(SelfieImageRejected.Reason.TYPE_UNSUPPORTED), 415, "image_type_unsupported",
						null),
				Arguments.of(rejected(SelfieImageRejected.Reason.TOO_LARGE), 413, "image_too_large", null),
				Arguments.of(new DataAccessResourceFailureException("jdbc:postgresql://db.internal"), 503,
						"temporarily_unavailable", "5"),
				Arguments.of(new IllegalStateException("secret inside"), 500, "internal_error", null));
	}

	@Test
	void tellsNothingOfWhatNobodyExpected() throws Exception {
		willThrow(new IllegalStateException("secret inside")).given(this.submissions).submit(any(), any(), any());

		assertThat(submit(SELFIE)).hasStatus(500).bodyText().doesNotContain("secret", "Exception");
	}

	@Test
	void takesBodyOfExactlyTheLimit() throws Exception {
		given(this.submissions.submit(any(), any(), any())).willReturn(new Verdict(true, 0, List.of()));

		assertThat(submit(new byte[LIMIT])).hasStatusOk();
	}

	@Test
	void refusesBodyThatIsTooLarge() throws Exception {
		assertProblem(submit(new byte[LIMIT + 1]), 413, "image_too_large");

		then(this.submissions).should(never()).submit(any(), any(), any());
	}

	@ParameterizedTest(name = "Content-Length {0}")
	@ValueSource(longs = { -1, 0, 3 })
	void countsBytesWhateverTheLengthSays(long told) throws Exception {
		Body body = new Body(LIMIT * 3);

		assertProblem(submit(body, told), 413, "image_too_large");

		assertThat(body.read).isEqualTo(LIMIT + 1);
		then(this.submissions).should(never()).submit(any(), any(), any());
	}

	@Test
	void readsNoByteWhenTheLengthSaysTooMuch() {
		Body body = new Body(10);

		assertProblem(submit(body, LIMIT + 1L), 413, "image_too_large");

		assertThat(body.read).isZero();
	}

	@Test
	void readsNoByteForLinkThatNobodyMade() throws Exception {
		willThrow(new CaptureLinkUnusable(CaptureLinkUnusable.Reason.LINK_UNKNOWN)).given(this.sessions).find(any());
		Body body = new Body(10);

		assertProblem(submit(body, 10), 404, "link_unknown");

		assertThat(body.read).isZero();
	}

	@Test
	void readsNoByteBeforeThePersonAgreed() throws Exception {
		willThrow(new ConsentRequired()).given(this.consents).require(any());
		Body body = new Body(10);

		assertProblem(submit(body, 10), 403, "consent_required");

		assertThat(body.read).isZero();
		then(this.submissions).should(never()).submit(any(), any(), any());
	}

	@Test
	void refusesOtherMethodsAndOtherPaths() {
		assertProblem(this.mvc.put().uri("/api/capture").header("Capture-Token", TOKEN).exchange(), 405,
				"method_not_allowed");
		assertProblem(this.mvc.get().uri("/api/capture/selfie").header("Capture-Token", TOKEN).exchange(), 405,
				"method_not_allowed");
		assertProblem(this.mvc.get().uri("/api/capture/nothing").header("Capture-Token", TOKEN).exchange(), 404,
				"not_found");
	}

	private MvcTestResult look() {
		return this.mvc.get().uri("/api/capture").header("Capture-Token", TOKEN).exchange();
	}

	private MvcTestResult cameraStarted() {
		return this.mvc.post().uri("/api/capture/camera").header("Capture-Token", TOKEN).exchange();
	}

	private MvcTestResult open() {
		return this.mvc.post().uri("/api/capture/open").header("Capture-Token", TOKEN).exchange();
	}

	private MvcTestResult submit(byte[] body) {
		return submit(body, "key");
	}

	private MvcTestResult submit(byte[] body, String key) {
		return this.mvc.post()
			.uri("/api/capture/selfie")
			.contentType(MediaType.IMAGE_JPEG)
			.header("Capture-Token", TOKEN)
			.header("Idempotency-Key", key)
			.content(body)
			.exchange();
	}

	private MvcTestResult submit(Body body, long told) {
		return this.mvc.perform((context) -> {
			MockHttpServletRequest request = new MockHttpServletRequest(context, "POST", "/api/capture/selfie") {

				@Override
				public ServletInputStream getInputStream() {
					return body;
				}

				@Override
				public long getContentLengthLong() {
					return told;
				}

			};
			request.setPathInfo(request.getRequestURI());
			request.setContentType(MediaType.IMAGE_JPEG_VALUE);
			request.addHeader("Capture-Token", TOKEN);
			return request;
		});
	}

	private static void assertProblem(MvcTestResult answer, int status, String code) {
		assertThat(answer).hasStatus(status).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo(code);
		assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(status);
	}

	private static SelfieImageRejected rejected(SelfieImageRejected.Reason reason) {
		return new SelfieImageRejected(reason);
	}

	private static OpenLink link(Instant openedAt) {
		Duration session = Duration.ofMinutes(15);
		ApplicationSettings settings = ApplicationSettingsFixture.named("Test Bank")
			.linkExpiry(Duration.ofHours(1))
			.sessionLength(session)
			.build();
		Application application = new Application("app-1", "default", settings, 1, Instant.now(), Instant.now(), null);
		RequestId id = RequestId.next();
		ModuleRun run = new ModuleRun(new ModuleRun.Id(id, 1), 1, "selfie-registration", "instance", Instant.now(),
				null, null, null, null, null, null);
		Request request = new Request(id, "default", "app-1", Phase.VERIFICATION, 1, 1, "ada-7", "mark@people.example",
				null, "de", Map.of("tier", "vip"), false, Channel.API, "192.0.2.7", Instant.now(), null, null, null,
				run, null, null);
		return new OpenLink(new FoundLink(id, false, false, null), request, application, run,
				new CaptureWindow(run.id(), Instant.now().plusSeconds(60), session, 3, ModuleSettings.Judgement.NONE,
						openedAt, (openedAt != null) ? openedAt.plus(session) : null, null, null, 0));
	}

	/** A body of some length that counts what is read of it. */
	private static final class Body extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		private long read;

		private Body(int length) {
			this.bytes = new ByteArrayInputStream(new byte[length]);
		}

		@Override
		public int read() {
			int value = this.bytes.read();
			this.read += (value >= 0) ? 1 : 0;
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			int count = this.bytes.read(buffer, offset, length);
			this.read += Math.max(0, count);
			return count;
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException();
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Settings {

		@Bean
		FaceSettings faceSettings() {
			return FaceFixtures.settings();
		}

	}

}
