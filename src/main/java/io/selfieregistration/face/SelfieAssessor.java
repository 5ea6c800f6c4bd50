package io.selfieregistration.face;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.selfieregistration.face.PipelineWatch.Busy;
import io.selfieregistration.face.PipelineWatch.Stage;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.recognition.FaceTemplate;

/**
 * Reads and judges uploads. Decoding and networks take turns on a bounded number of
 * places, so that a crowd makes callers wait instead of exhausting memory and cores.
 * Thread-safe; equal uploads give equal answers, so every call may be repeated.
 */
public class SelfieAssessor implements AutoCloseable {

	/** A frame that has waited longer shows what is over. */
	private static final Duration FRAME_WAIT = Duration.ofMillis(250);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final AtomicInteger WORKERS = new AtomicInteger();

	private final SelfieReader reader;

	private final FaceAnalysis analysis;

	private final PipelineWatch watch;

	private final int concurrency;

	private final Duration placeWait;

	private final Duration deadline;

	private final Semaphore places;

	/** Of the places, those that callers in debt may have. */
	private final Semaphore debtorPlaces;

	/** Of the places, those that large pictures may have. */
	private final Semaphore largePlaces;

	/** Of the places, those that frames for guidance may have. */
	private final Semaphore framePlaces;

	private final ExecutorService workers;

	SelfieAssessor(SelfieReader reader, FaceAnalysis analysis, FaceSettings settings, PipelineWatch watch) {
		this.watch = watch;
		this.reader = reader;
		this.analysis = analysis;
		this.placeWait = settings.placeWait();
		this.deadline = settings.deadline();
		this.concurrency = (settings.concurrency() > 0) ? settings.concurrency()
				: Runtime.getRuntime().availableProcessors();
		this.places = new Semaphore(this.concurrency, true);
		this.debtorPlaces = new Semaphore(Math.max(1, this.concurrency / 2), true);
		this.largePlaces = new Semaphore(Math.max(1, this.concurrency / 2), true);
		this.framePlaces = new Semaphore(Math.max(1, this.concurrency / 2), true);
		this.workers = Executors.newFixedThreadPool(this.concurrency, SelfieAssessor::newWorker);
	}

	/**
	 * Reads an upload and judges the face on it. Large pictures take at most half of the
	 * places, and so do all callers in debt together.
	 * @param caller who waits behind others in debt, and is charged for the upload
	 * @throws SelfieImageRejected if the upload is not a usable picture
	 * @throws FaceAnalysisBusy if it was not this call's turn or it was not done in time
	 */
	public SelfieAssessment assess(byte[] upload, Caller caller) {
		SelfieReader.Checked checked = charged(caller, () -> this.reader.check(upload));
		Supplier<SelfieAssessment> work = () -> charged(caller, () -> {
			SelfieImage image = this.watch.timed(Stage.DECODE, checked::decode);
			return new SelfieAssessment(image, this.watch.timed(Stage.ANALYSE, () -> this.analysis.assess(image)));
		});
		Supplier<SelfieAssessment> inTurn = () -> inTurn(work);
		Supplier<SelfieAssessment> ofItsSize = checked.isLarge()
				? () -> within(this.largePlaces, "All places for large pictures are taken", inTurn) : inTurn;
		return caller.waitsBehindOthers()
				? within(this.debtorPlaces, "All places for callers in debt are taken", ofItsSize) : ofItsSize.get();
	}

	/**
	 * Judges a frame of the camera, for guidance. Frames give way: they take at most half
	 * of the places, and none while a selfie waits for one.
	 * @param frame a JPEG of 640 px or less on its longer side
	 * @param enlargement width of the selfie to the width of the frame, 1 and more
	 * @return empty if the analysis offers no guidance
	 * @throws SelfieImageRejected if the frame is not a usable picture
	 * @throws FaceAnalysisBusy if there is no place for frames now; the next one may have
	 * more luck
	 */
	public Optional<FacePreview> preview(byte[] frame, double enlargement) {
		SelfieReader.Checked checked = this.reader.checkFrame(frame);
		if (!acquire(this.framePlaces, FRAME_WAIT)) {
			throw busy(Busy.NO_PLACE_FOR_FRAME, "All places for guidance are taken");
		}
		try {
			if (this.places.hasQueuedThreads() || !this.places.tryAcquire()) {
				throw busy(Busy.NO_PLACE_FOR_FRAME, "A selfie has the place that guidance would take");
			}
			return result(submitted(() -> {
				RgbImage pixels = checked.decodeFrame();
				return this.watch.timed(Stage.PREVIEW, () -> this.analysis.preview(pixels, enlargement));
			}));
		}
		finally {
			this.framePlaces.release();
		}
	}

	/**
	 * Computes the template of a photo that was accepted before. Gives way: it takes no
	 * place while a selfie waits for one, and does not wait itself.
	 * @return empty unless the photo shows exactly one face
	 * @throws SelfieImageRejected if the photo cannot be read
	 * @throws FaceAnalysisBusy if people have all places now
	 */
	public Optional<FaceTemplate> describe(byte[] photo) {
		SelfieReader.Checked checked = this.reader.check(photo);
		if (this.places.hasQueuedThreads() || !this.places.tryAcquire()) {
			throw busy("Selfies of people have all places");
		}
		return result(submitted(() -> this.analysis.describe(checked.decode())));
	}

	/**
	 * The model that templates carry.
	 * @return empty if the analysis does not tell
	 */
	public Optional<FaceTemplate.Model> templateModel() {
		return this.analysis.templateModel();
	}

	private <T> T within(Semaphore share, String taken, Supplier<T> work) {
		if (!this.watch.timed(Stage.WAIT, () -> acquire(share, this.placeWait))) {
			throw busy(Busy.NO_PLACE, taken);
		}
		try {
			return work.get();
		}
		finally {
			share.release();
		}
	}

	private <T> T inTurn(Supplier<T> work) {
		if (!this.watch.timed(Stage.WAIT, () -> acquire(this.places, this.placeWait))) {
			throw busy(Busy.NO_PLACE, "All places for judging selfies are taken");
		}
		return result(submitted(work));
	}

	private static <T> T charged(Caller caller, Supplier<T> work) {
		long before = THREADS.getCurrentThreadCpuTime();
		try {
			return work.get();
		}
		finally {
			caller.charge(THREADS.getCurrentThreadCpuTime() - before);
		}
	}

	private boolean acquire(Semaphore semaphore, Duration patience) {
		try {
			return semaphore.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw busy("Waiting for a place was interrupted");
		}
	}

	private <T> T result(Future<T> future) {
		try {
			return future.get(this.deadline.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw busy(Busy.DEADLINE, "Judging the selfie takes longer than " + this.deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw busy("Waiting for the judgement of a selfie was interrupted");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof SelfieImageRejected rejected) {
				throw rejected;
			}
			throw new IllegalStateException("A selfie cannot be judged", ex.getCause());
		}
	}

	/** Native code cannot be stopped: the place is free again when the work has ended. */
	private <T> Future<T> submitted(Supplier<T> work) {
		boolean submitted = false;
		try {
			Future<T> future = this.workers.submit(() -> {
				try {
					return work.get();
				}
				finally {
					this.places.release();
				}
			});
			submitted = true;
			return future;
		}
		finally {
			if (!submitted) {
				this.places.release();
			}
		}
	}

	/** How many pictures can be judged at once. */
	int places() {
		return this.concurrency;
	}

	/** How many pictures are judged now. */
	int placesUsed() {
		return this.concurrency - this.places.availablePermits();
	}

	/** How many selfies wait for a place now. */
	int waiting() {
		return this.places.getQueueLength();
	}

	private FaceAnalysisBusy busy(Busy why, String message) {
		this.watch.busy(why);
		return busy(message);
	}

	private FaceAnalysisBusy busy(String message) {
		Duration second = Duration.ofSeconds(1);
		return new FaceAnalysisBusy(message, (this.placeWait.compareTo(second) > 0) ? this.placeWait : second);
	}

	private static Thread newWorker(Runnable work) {
		Thread thread = new Thread(work, "selfie-assessor-" + WORKERS.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

	/** Takes no new work; work in progress ends on its own. */
	@Override
	public void close() {
		this.workers.shutdown();
	}

	/** Who sends uploads, and has a share of the computing time. */
	public interface Caller {

		/** Whether the uploads before took more than the share. */
		boolean waitsBehindOthers();

		/**
		 * Notes what an upload cost, whatever became of it.
		 */
		void charge(long cpuNanos);

	}

}
