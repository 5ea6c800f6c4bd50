package io.selfieregistration.face;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.recognition.FaceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Places, patience and deadline, with an analysis that does what the test wants. */
@Timeout(60)
class SelfieAssessorTests {

	private static final FaceAssessment NO_FACE = new FaceAssessment(List.of(Finding.refuse(ReasonCode.NO_FACE)),
			Map.of(), Optional.empty());

	private static final byte[] UPLOAD = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 64, 64), 0.8f);

	private final SharingCaller caller = new SharingCaller();

	private final ExecutorService callers = Executors.newCachedThreadPool();

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch mayEnd = new CountDownLatch(1);

	@AfterEach
	void letEverythingEnd() {
		this.mayEnd.countDown();
		this.callers.shutdownNow();
	}

	@Test
	void handsPictureToAnalysis() throws Exception {
		try (var assessor = assessor((image) -> NO_FACE, 1, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
			SelfieAssessment assessment = assessor.assess(UPLOAD, this.caller);

			assertThat(assessment.face()).isEqualTo(NO_FACE);
			assertThat(assessment.image().widthPx()).isEqualTo(64);
			assertThat(assessment.image().heightPx()).isEqualTo(64);
		}
	}

	@Test
	void callersInDebtLeaveHalfOfThePlacesToOthers() throws Exception {
		try (var assessor = assessor(this::hang, 2, Duration.ofMillis(50), Duration.ofSeconds(30))) {
			SharingCaller debtor = new SharingCaller();
			debtor.inDebt = true;
			this.callers.submit(() -> assessor.assess(UPLOAD, debtor));
			this.started.await();

			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.assess(UPLOAD, debtor))
				.withMessageContaining("in debt");

			this.mayEnd.countDown();
			assertThat(assessor.assess(UPLOAD, this.caller).face()).isEqualTo(NO_FACE);
		}
	}

	@Test
	void largePicturesLeaveHalfOfThePlacesToOthers() throws Exception {
		byte[] large = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 2500, 2500), 0.8f);
		try (var assessor = assessor(this::hang, 2, Duration.ofMillis(50), Duration.ofSeconds(30))) {
			this.callers.submit(() -> assessor.assess(large, this.caller));
			this.started.await();

			assertThatExceptionOfType(FaceAnalysisBusy.class)
				.isThrownBy(() -> assessor.assess(large, new SharingCaller()))
				.withMessageContaining("large pictures");

			this.mayEnd.countDown();
			assertThat(assessor.assess(UPLOAD, this.caller).face()).isEqualTo(NO_FACE);
		}
	}

	@Test
	void chargesUploadsThatAreNoPictures() throws Exception {
		try (var assessor = assessor((image) -> NO_FACE, 1, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
			assertThatExceptionOfType(SelfieImageRejected.class)
				.isThrownBy(() -> assessor.assess(new byte[0], this.caller));
			assertThat(this.caller.charges).hasValue(1);

			assessor.assess(UPLOAD, this.caller);
			assertThat(this.caller.charges).as("the look at its structure, and the rest").hasValue(3);
		}
	}

	@Test
	void isBusyWhenAllPlacesAreTaken() throws Exception {
		try (var assessor = assessor(this::hang, 1, Duration.ofMillis(50), Duration.ofSeconds(30))) {
			this.callers.submit(() -> assessor.assess(UPLOAD, this.caller));
			this.started.await();

			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.assess(UPLOAD, this.caller))
				.satisfies((busy) -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
		}
	}

	@Test
	void describesStoredPhotoInAnyFreePlace() throws Exception {
		FaceAnalysis describes = new FaceAnalysis() {

			@Override
			public FaceAssessment assess(SelfieImage image) {
				return hang(image);
			}

			@Override
			public Optional<FaceTemplate> describe(SelfieImage photo) {
				return Optional.of(new FaceTemplate(new FaceTemplate.Model(1000, 1), new float[photo.widthPx()]));
			}

		};
		try (var assessor = assessor(describes, 2, Duration.ofSeconds(30), Duration.ofSeconds(30))) {
			this.callers.submit(() -> assessor.assess(UPLOAD, this.caller));
			this.started.await();

			assertThat(assessor.describe(UPLOAD)).hasValueSatisfying(
					(template) -> assertThat(template.model()).isEqualTo(new FaceTemplate.Model(1000, 1)));

			this.callers.submit(() -> assessor.assess(UPLOAD, this.caller));
			Awaitility.await().until(() -> assessor.placesUsed() == 2);
			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.describe(UPLOAD))
				.withMessageContaining("Selfies of people");
			assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> assessor.describe(new byte[0]));
		}
	}

	@Test
	void describesByAssessingWithAnAnalysisThatKnowsNothingElse() throws Exception {
		try (var assessor = assessor((image) -> NO_FACE, 1, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
			assertThat(assessor.describe(UPLOAD)).isEmpty();
			assertThat(assessor.templateModel()).isEmpty();
		}
	}

	@Test
	void rejectsUnusableUploadWithoutWaitingForPlace() throws Exception {
		try (var assessor = assessor(this::hang, 1, Duration.ofSeconds(30), Duration.ofSeconds(30))) {
			this.callers.submit(() -> assessor.assess(UPLOAD, this.caller));
			this.started.await();

			assertThatExceptionOfType(SelfieImageRejected.class)
				.isThrownBy(() -> assessor.assess(new byte[0], this.caller));
		}
	}

	@Test
	void freesCallerAtDeadlineAndPlaceWhenTheWorkHasEnded() throws Exception {
		try (var assessor = assessor(this::hang, 1, Duration.ofMillis(50), Duration.ofMillis(200))) {
			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.assess(UPLOAD, this.caller))
				.withMessageContaining("longer than PT0.2S");
			assertThat(this.started.getCount()).isZero();
			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.assess(UPLOAD, this.caller))
				.withMessageContaining("taken");

			this.mayEnd.countDown();

			Awaitility.await()
				.ignoreExceptionsInstanceOf(FaceAnalysisBusy.class)
				.untilAsserted(() -> assertThat(assessor.assess(UPLOAD, this.caller).face()).isEqualTo(NO_FACE));
		}
	}

	@Test
	void freesPlaceWhenAnalysisFails() throws Exception {
		var calls = new AtomicInteger();
		FaceAnalysis failsOnce = (image) -> {
			if (calls.getAndIncrement() == 0) {
				throw new IllegalArgumentException("broken once");
			}
			return NO_FACE;
		};
		try (var assessor = assessor(failsOnce, 1, Duration.ofSeconds(1), Duration.ofSeconds(5))) {
			assertThatIllegalStateException().isThrownBy(() -> assessor.assess(UPLOAD, this.caller))
				.havingCause()
				.withMessage("broken once");
			assertThat(assessor.assess(UPLOAD, this.caller).face()).isEqualTo(NO_FACE);
		}
	}

	@Test
	void freesPlaceWhenDecodingFails() throws Exception {
		byte[] damaged = Arrays.copyOf(UPLOAD, UPLOAD.length - 200);
		damaged[damaged.length - 2] = (byte) 0xff;
		damaged[damaged.length - 1] = (byte) 0xd9;
		try (var assessor = assessor((image) -> NO_FACE, 1, Duration.ofSeconds(1), Duration.ofSeconds(5))) {
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(SelfieImageRejected.class)
					.isThrownBy(() -> assessor.assess(damaged, this.caller));
			}
			assertThat(assessor.assess(UPLOAD, this.caller).face()).isEqualTo(NO_FACE);
		}
	}

	@Test
	void neverWorksOnMoreThanTheAllowedNumberAtOnce() throws Exception {
		var now = new AtomicInteger();
		var most = new AtomicInteger();
		FaceAnalysis counting = (image) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			pause();
			now.decrementAndGet();
			return NO_FACE;
		};
		try (var assessor = assessor(counting, 2, Duration.ofSeconds(30), Duration.ofSeconds(30))) {
			var results = new ArrayList<Future<SelfieAssessment>>();
			for (int i = 0; i < 16; i++) {
				results.add(this.callers.submit(() -> assessor.assess(UPLOAD, this.caller)));
			}
			for (Future<SelfieAssessment> result : results) {
				assertThat(result.get(30, TimeUnit.SECONDS).face()).isEqualTo(NO_FACE);
			}
		}
		assertThat(most).hasValueBetween(1, 2);
	}

	@Test
	void isBusyForInterruptedCaller() throws Exception {
		try (var assessor = assessor(this::hang, 1, Duration.ofSeconds(30), Duration.ofSeconds(30))) {
			var interrupted = this.callers.submit(() -> {
				Thread.currentThread().interrupt();
				assertThatExceptionOfType(FaceAnalysisBusy.class)
					.isThrownBy(() -> assessor.assess(UPLOAD, this.caller));
				return Thread.currentThread().isInterrupted();
			});
			assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void framesGiveWayToSelfies() throws Exception {
		FaceAnalysis guiding = guiding((image) -> hang(image), () -> {
		});
		try (var assessor = assessor(guiding, 1, Duration.ofSeconds(30), Duration.ofSeconds(30))) {
			Future<SelfieAssessment> selfie = this.callers.submit(() -> assessor.assess(UPLOAD, this.caller));
			this.started.await();

			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.preview(UPLOAD, 1));

			this.mayEnd.countDown();
			assertThat(selfie.get(30, TimeUnit.SECONDS).face()).isEqualTo(NO_FACE);
			Awaitility.await()
				.ignoreExceptionsInstanceOf(FaceAnalysisBusy.class)
				.untilAsserted(() -> assertThat(assessor.preview(UPLOAD, 1)).isPresent());
		}
	}

	@Test
	void framesLeaveHalfOfThePlacesToSelfies() throws Exception {
		FaceAnalysis guiding = guiding((image) -> NO_FACE, () -> hang(null));
		try (var assessor = assessor(guiding, 2, Duration.ofSeconds(30), Duration.ofSeconds(30))) {
			var frame = this.callers.submit(() -> assessor.preview(UPLOAD, 1));
			this.started.await();

			assertThatExceptionOfType(FaceAnalysisBusy.class).isThrownBy(() -> assessor.preview(UPLOAD, 1));
			assertThat(assessor.assess(UPLOAD, this.caller).face()).isEqualTo(NO_FACE);

			this.mayEnd.countDown();
			assertThat(frame.get(30, TimeUnit.SECONDS)).isPresent();
		}
	}

	@Test
	void guidesNobodyWithAnalysisThatDoesNot() throws Exception {
		try (var assessor = assessor((image) -> NO_FACE, 1, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
			assertThat(assessor.preview(UPLOAD, 1)).isEmpty();
		}
	}

	private static FaceAnalysis guiding(FaceAnalysis analysis, Runnable onFrame) {
		return new FaceAnalysis() {

			@Override
			public FaceAssessment assess(SelfieImage image) {
				return analysis.assess(image);
			}

			@Override
			public Optional<FacePreview> preview(RgbImage frame, double enlargement) {
				onFrame.run();
				return Optional.of(new FacePreview(List.of(), Optional.empty()));
			}

		};
	}

	private FaceAssessment hang(SelfieImage image) {
		this.started.countDown();
		try {
			this.mayEnd.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return NO_FACE;
	}

	/** Long enough for another worker to overlap. */
	private static void pause() {
		long end = System.nanoTime() + Duration.ofMillis(5).toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	private static SelfieAssessor assessor(FaceAnalysis analysis, int concurrency, Duration placeWait,
			Duration deadline) {
		return FaceFixtures.assessor(analysis, FaceFixtures.settings(concurrency, placeWait, deadline));
	}

	private static final class SharingCaller implements SelfieAssessor.Caller {

		private final AtomicInteger charges = new AtomicInteger();

		private volatile boolean inDebt;

		@Override
		public boolean waitsBehindOthers() {
			return this.inDebt;
		}

		@Override
		public void charge(long cpuNanos) {
			assertThat(cpuNanos).isNotNegative();
			this.charges.incrementAndGet();
		}

	}

}
