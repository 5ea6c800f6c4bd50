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
 * Tells a person before the camera what to change. Looks at one small frame at a time for
 * each request, no more often than guidance needs, and keeps nothing of it.
 */
@Service
public class Guidance {

	/**
	 * Between two frames of one request: about as often as a page asks when all is well.
	 */
	static final Duration PACE = Duration.ofMillis(200);

	/** More are remembered only while as many people stand before their cameras. */
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
	 * Judges a frame; it changes nothing and may be repeated.
	 * @param frame a JPEG as it comes; it is not read before the person has agreed
	 * @param enlargement width of the selfie that the camera would give to the width of
	 * the frame, 1 and more
	 * @return empty if nothing guides people here
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
	 * Where the policy is strict, nobody is told that a picture is good and could be
	 * better.
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

	/** A frame on its way. */
	@FunctionalInterface
	public interface Frame {

		/**
		 * @throws SelfieImageRejected if it is larger than a frame can be
		 */
		byte[] read() throws IOException;

	}

}
