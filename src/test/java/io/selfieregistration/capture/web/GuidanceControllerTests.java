package io.selfieregistration.capture.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.application.Applications;
import io.selfieregistration.capture.Guidance;
import io.selfieregistration.capture.GuidanceTooOften;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.FacePreview;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.NewLinks;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.result.RedirectLinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;

@WebMvcTest(controllers = GuidanceController.class,
		properties = { "spring.datasource.url=jdbc:postgresql://nobody.invalid/none",
				"selfie.object-store.endpoint=http://nobody.invalid", "selfie.object-store.access-key=none",
				"selfie.object-store.secret-key=${random.uuid}", "selfie.operator.password=${random.uuid}",
				"spring.datasource.password=${random.uuid}", "selfie.encryption.keys[0]=${random.uuid}${random.uuid}" })
@Import({ CaptureSecurity.class, CaptureControllerTests.Settings.class })
class GuidanceControllerTests {

	private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_";

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private CaptureSessions sessions;

	@MockitoBean
	private NewLinks newLinks;

	@MockitoBean
	private RedirectLinks redirects;

	@MockitoBean
	private Applications applications;

	@MockitoBean
	private Guidance guidance;

	@Test
	void saysWhatToChangeAndWhereTheFaceIs() throws Exception {
		FacePreview preview = new FacePreview(
				List.of(Finding.hint(ReasonCode.MOUTH_OPEN), Finding.refuse(ReasonCode.TOO_DARK)),
				Optional.of(new FacePreview.Place(0.5, 0.4, 0.3)));
		given(this.guidance.judge(eq(new CaptureToken(TOKEN)), any(), eq(2.25))).willAnswer((call) -> {
			assertThat(call.<Guidance.Frame>getArgument(1).read()).containsExactly(7);
			return Optional.of(preview);
		});

		assertThat(send(new byte[] { 7 }, "2.25")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{ "good": false,
				  "findings": [ { "code": "too_dark", "severity": "refuse" },
				                { "code": "mouth_open", "severity": "hint" } ],
				  "face": { "x": 0.5, "y": 0.4, "height": 0.3 } }""");
	}

	@Test
	void hasNothingToSayWhereNothingGuides() throws Exception {
		given(this.guidance.judge(any(), any(), anyDouble())).willReturn(Optional.empty());

		assertThat(send(new byte[] { 7 }, "1")).hasStatus(204);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "none, 1", "0.2, 1", "99, 16", "-3, 1", "NaN, 1", "1e9, 1", "3.75, 3.75" })
	void takesNoFrameForMoreThanItCanBe(String told, double taken) throws Exception {
		given(this.guidance.judge(any(), any(), anyDouble())).willReturn(Optional.empty());

		send(new byte[] { 7 }, told);

		then(this.guidance).should().judge(any(), any(), eq(taken));
	}

	@Test
	void asksForFewerFramesWithoutAlarm() throws Exception {
		willThrow(new GuidanceTooOften()).given(this.guidance).judge(any(), any(), anyDouble());
		assertThat(send(new byte[] { 7 }, "1")).hasStatus(429).hasHeader("Retry-After", "1");

		willThrow(new FaceAnalysisBusy("full", Duration.ofSeconds(3))).given(this.guidance)
			.judge(any(), any(), anyDouble());
		assertThat(send(new byte[] { 7 }, "1")).hasStatus(503).hasHeader("Retry-After", "3");
	}

	@Test
	void refusesWhatIsTooLargeForFrame() throws Exception {
		given(this.guidance.judge(any(), any(), anyDouble()))
			.willAnswer((call) -> Optional.of(call.<Guidance.Frame>getArgument(1).read()));

		assertThat(send(new byte[128 * 1024 + 1], "1")).hasStatus(413);
	}

	@Test
	void asksNobodyWithoutToken() {
		assertThat(this.mvc.post().uri("/api/capture/preview").content(new byte[] { 1 })).hasStatus(404);

		then(this.guidance).shouldHaveNoInteractions();
	}

	private MvcTestResult send(byte[] frame, String enlargement) {
		var request = this.mvc.post()
			.uri("/api/capture/preview")
			.contentType(MediaType.IMAGE_JPEG)
			.header("Capture-Token", TOKEN)
			.content(frame);
		return ((enlargement != null) ? request.header("Frame-Enlargement", enlargement) : request).exchange();
	}

}
