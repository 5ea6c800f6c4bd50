package io.selfieregistration.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.FacePreview;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.request.RequestId;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Guides the person in front of the camera. Analyses one small preview frame at a time
 * for each request, rate-limited, and stores none.
 */
@Service
public class Guidance {

	/**
	 * Minimum interval between two frames of a request, about that of a page on a good
	 * network.
	 */
	static final Duration PACE = Duration.ofMillis(200);

	/**
	 * Requests to remember; more only while as many people are in front of their cameras.
	 */
	private static final int REMEMBERED = 1024;

	private final CaptureSessions sessions;

	private final Consents consents;

	private final SelfieAssessor assessor;

	private final LongSupplier nanoTime;

	private final Set<RequestId> inFlight = ConcurrentHashMap.newKeySet();

	private final Map<RequestId, Long> lastFrames = new ConcurrentHashMap<>();

	@Autowired
	Guidance(CaptureSessions sessions, Consents consents, SelfieAssessor assessor) {
		this(sessions, consents, assessor, System::nanoTime);
	}

	Guidance(CaptureSessions sessions, Consents consents, SelfieAssessor assessor, LongSupplier nanoTime) {
		this.sessions = sessions;
		this.consents = consents;
		this.assessor = assessor;
		this.nanoTime = nanoTime;
	}

	/**
	 * Assesses a frame without changing anything. May be repeated.
	 * @param frame a JPEG as received; not read before the person has given consent
	 * @param enlargement ratio of the width of the selfie to the width of the frame, 1 or
	 * more
	 * @return empty if the face analysis offers no guidance
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 * @throws CaptureLinkNotOpened if the link was not opened
	 * @throws ConsentRequired if the person has to agree first
	 * @throws SelfieImageRejected if the frame is no usable picture
	 * @throws GuidanceTooOften if the frame before is being judged, or has just been
	 * @throws FaceAnalysisBusy if there is no room for guidance now
	 */
	public Optional<FacePreview> judge(CaptureToken token, Frame frame, double enlargement) throws IOException {
		OpenLink link = this.sessions.follow(this.sessions.find(token));
		if (!link.opened()) {
			throw new CaptureLinkNotOpened();
		}
		if (this.consents.question(link).isPresent()) {
			throw new ConsentRequired();
		}
		RequestId id = link.request().id();
		if (!this.inFlight.add(id)) {
			throw new GuidanceTooOften();
		}
		try {
			keepPace(id);
			Optional<FacePreview> preview = this.assessor.preview(frame.read(), enlargement);
			return (link.qualityPolicy() == QualityPolicy.STRICT) ? preview.map(Guidance::strict) : preview;
		}
		finally {
			this.inFlight.remove(id);
		}
	}

	/**
	 * Under the strict policy a hint rejects the selfie, so no picture with hints is
	 * reported as good.
	 */
	private static FacePreview strict(FacePreview preview) {
		return new FacePreview(preview.findings().stream().map((finding) -> Finding.refuse(finding.code())).toList(),
				preview.face());
	}

	private void keepPace(RequestId id) {
		long now = this.nanoTime.getAsLong();
		Long last = this.lastFrames.get(id);
		if (last != null && now - last < PACE.toNanos()) {
			throw new GuidanceTooOften();
		}
		if (this.lastFrames.size() >= REMEMBERED) {
			this.lastFrames.values().removeIf((time) -> now - time >= PACE.toNanos());
		}
		this.lastFrames.put(id, now);
	}

	/** A frame that has not been read yet. */
	@FunctionalInterface
	public interface Frame {

		/**
		 * @throws SelfieImageRejected if it is too large for a frame
		 */
		byte[] read() throws IOException;

	}

}
