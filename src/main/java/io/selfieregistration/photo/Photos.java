package io.selfieregistration.photo;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.encryption.TamperedSeal;
import io.selfieregistration.photo.Photo.State;
import io.selfieregistration.platform.Sha256;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores photos encrypted in the object store. The row is written first, then the object,
 * then the row is marked as accepted; a sweep removes uploads that were never accepted.
 * So whenever a node dies, no object is left without a row, and no accepted row without
 * its object.
 */
@Service
public class Photos {

	private static final Logger logger = LoggerFactory.getLogger(Photos.class);

	private static final int SWEEP_SIZE = 100;

	private final PhotoStore store;

	private final ObjectStore objects;

	private final Sealer sealer;

	private final PhotoSettings settings;

	private final Clock clock;

	private final Counter looks;

	private final TransactionTemplate transaction;

	Photos(PhotoStore store, ObjectStore objects, Sealer sealer, PhotoSettings settings, Clock clock,
			MeterRegistry registry, PlatformTransactionManager transactions) {
		this.store = store;
		this.objects = objects;
		this.sealer = sealer;
		this.settings = settings;
		this.clock = clock;
		this.looks = Counter.builder("selfie.photos.opened")
			.description("Registered photos that were viewed or fetched")
			.register(registry);
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Uploads a photo that is not accepted yet. Runs outside a transaction, as it waits
	 * for the object store.
	 * @param jpeg upright and free of metadata
	 * @return key of the object, for {@link #accept}
	 * @throws ObjectStoreUnavailable if the photo is not stored safely; the caller need
	 * not clean up
	 */
	@Transactional(propagation = Propagation.NEVER)
	public String upload(Request request, ModuleRun.Id run, byte[] jpeg) {
		String key = folder(request.workspace(), run) + run.number() + "/" + UUID.randomUUID() + ".jpg";
		Photo photo = new Photo(key, request.workspace(), run, State.UPLOADING, Sha256.of(jpeg), jpeg.length,
				this.clock.instant());
		this.transaction.executeWithoutResult((status) -> this.store.add(photo));
		this.objects.put(key, this.sealer.seal(jpeg, context(key)));
		return key;
	}

	/**
	 * Removes a photo that was not accepted, also when its row was swept during the
	 * upload. Best effort: the sweep does the rest.
	 */
	@Transactional(propagation = Propagation.NEVER)
	public void discard(String objectKey) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				if (this.store.removeUploading(objectKey) || !this.store.exists(objectKey)) {
					this.objects.delete(objectKey);
				}
			});
		}
		catch (RuntimeException ex) {
			logger.info("An unused photo is left to the sweep: {}", ex.getClass().getName());
		}
	}

	/**
	 * Accepts an uploaded photo for its run, in the current transaction.
	 * @throws IllegalStateException if the sweep has removed it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void accept(String objectKey) {
		if (!this.store.changeState(objectKey, State.UPLOADING, State.ACCEPTED)) {
			throw new IllegalStateException("The upload of a photo took too long and was swept");
		}
	}

	/**
	 * Reads the accepted photo of a run back, verifies it and marks it as registered. May
	 * be repeated.
	 * @throws TamperedSeal if the object is not the one that was accepted
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void store(ModuleRun.Id run) {
		Photo photo = this.store.find(run).orElseThrow(() -> new IllegalStateException(run + " has no photo"));
		if (photo.state() == State.ACCEPTED) {
			read(photo);
			this.store.stored(photo.objectKey(), this.clock.instant());
		}
	}

	/**
	 * @param phase in which the selfie was registered
	 * @return the JPEG of a registered selfie; empty if there is none
	 * @throws ObjectStoreUnavailable if the object store does not answer
	 * @throws TamperedSeal if the object is not the one that was accepted for the request
	 */
	public Optional<byte[]> open(RequestId id, Phase phase) {
		Optional<byte[]> jpeg = this.store.findStored(id, phase).map(this::read);
		jpeg.ifPresent((found) -> this.looks.increment());
		return jpeg;
	}

	/**
	 * Reads the photo of a run for the service itself, which is not counted as a look at
	 * it.
	 * @return the JPEG of a registered selfie; empty if there is none, or if the object
	 * store has lost it
	 * @throws ObjectStoreUnavailable if the object store does not answer
	 * @throws TamperedSeal if the object is not the one that was accepted for the run
	 */
	public Optional<byte[]> find(ModuleRun.Id run) {
		Optional<Photo> photo = this.store.find(run);
		try {
			return photo.map(this::read);
		}
		catch (ObjectStoreUnavailable ex) {
			if (this.objects.exists(photo.orElseThrow().objectKey())) {
				throw ex;
			}
			return Optional.empty();
		}
	}

	/**
	 * Removes abandoned uploads. The row is deleted first, and restored if the object
	 * cannot be removed: a concurrent accept either finds its row gone, or prevents the
	 * sweep.
	 */
	@Scheduled(fixedDelayString = "${selfie.photo.sweep-interval:PT1M}")
	public void sweep() {
		Instant startedBefore = this.clock.instant().minus(this.settings.abandonedAfter());
		List<String> abandoned = this.store.findAbandoned(startedBefore, SWEEP_SIZE);
		abandoned.forEach(this::discard);
	}

	private byte[] read(Photo photo) {
		requireOwnObject(photo);
		byte[] jpeg = this.sealer.open(this.objects.get(photo.objectKey()), context(photo.objectKey()));
		if (!MessageDigest.isEqual(photo.sha256(), Sha256.of(jpeg))) {
			throw new TamperedSeal("The photo of " + photo.run() + " is not the accepted one");
		}
		return jpeg;
	}

	/**
	 * The seal binds the object to its key, and the key to workspace, request and run, so
	 * that a row that was changed opens no photo of another person. Keys of photos from
	 * before runs were in them have the request only.
	 */
	private static void requireOwnObject(Photo photo) {
		String folder = folder(photo.workspace(), photo.run());
		String name = photo.objectKey().startsWith(folder) ? photo.objectKey().substring(folder.length()) : "";
		if (name.isEmpty() || (name.contains("/") && !name.startsWith(photo.run().number() + "/"))) {
			throw new TamperedSeal("The photo of " + photo.run() + " has the key of another one");
		}
	}

	private static String folder(String workspace, ModuleRun.Id run) {
		return workspace + "/" + run.request() + "/";
	}

	private static String[] context(String objectKey) {
		return new String[] { "photo", objectKey };
	}

}
