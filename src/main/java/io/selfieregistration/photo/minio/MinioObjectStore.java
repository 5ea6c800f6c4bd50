package io.selfieregistration.photo.minio;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

import io.selfieregistration.photo.ObjectStore;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.platform.Coded;

import org.springframework.stereotype.Component;

/** Stores objects in an S3 bucket. */
@Component
class MinioObjectStore implements ObjectStore {

	private static final Duration CONNECT = Duration.ofSeconds(2);

	/**
	 * Of a call with its retries, because a person waits for it; a photo has a few
	 * hundred kilobytes.
	 */
	private static final Duration CALL = Duration.ofMillis(3_500);

	private final MinioClient client;

	private final String bucket;

	private final MeterProvider<Timer> operations;

	MinioObjectStore(ObjectStoreSettings settings, MeterRegistry registry) {
		this.operations = Timer.builder("selfie.object.store.operations")
			.description("Time of a call to the object store, by operation and result")
			.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100),
					Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3),
					Duration.ofSeconds(10))
			.withRegistry(registry);
		for (Operation operation : Operation.values()) {
			operations(operation, true);
			operations(operation, false);
		}
		this.client = MinioClient.builder()
			.endpoint(settings.endpoint().toString())
			.region(settings.region())
			.credentials(settings.accessKey(), settings.secretKey())
			.httpClient(new OkHttpClient.Builder().protocols(List.of(Protocol.HTTP_1_1))
				.connectTimeout(CONNECT)
				.callTimeout(CALL)
				.build())
			.build();
		this.client.setRetry(Set.of(429, 500, 502, 503, 504), 200L, 3);
		this.bucket = settings.bucket();
	}

	@Override
	public void put(String key, byte[] content) {
		call(Operation.PUT,
				() -> this.client.putObject(PutObjectArgs.builder()
					.bucket(this.bucket)
					.object(key)
					.data(content, content.length)
					.contentType("application/octet-stream")
					.build()));
	}

	@Override
	public byte[] get(String key) {
		return call(Operation.GET, () -> {
			try (InputStream object = this.client
				.getObject(GetObjectArgs.builder().bucket(this.bucket).object(key).build())) {
				return object.readAllBytes();
			}
		});
	}

	/**
	 * Asks the list of objects: some stores answer alike for a missing and a refused one.
	 */
	@Override
	public boolean exists(String key) {
		return call(Operation.LIST, () -> {
			for (Result<Item> item : this.client
				.listObjects(ListObjectsArgs.builder().bucket(this.bucket).prefix(key).maxKeys(1).build())) {
				if (item.get().objectName().equals(key)) {
					return true;
				}
			}
			return false;
		});
	}

	@Override
	public void delete(String key) {
		call(Operation.DELETE, () -> {
			this.client.removeObject(RemoveObjectArgs.builder().bucket(this.bucket).object(key).build());
			return null;
		});
	}

	@Override
	public void prepare() {
		call(Operation.PREPARE, () -> {
			if (!this.client.bucketExists(BucketExistsArgs.builder().bucket(this.bucket).build())) {
				this.client.makeBucket(MakeBucketArgs.builder().bucket(this.bucket).build());
			}
			return null;
		});
	}

	@Override
	public void probe() {
		boolean exists = call(Operation.PROBE,
				() -> this.client.bucketExists(BucketExistsArgs.builder().bucket(this.bucket).build()));
		if (!exists) {
			throw new ObjectStoreUnavailable("The bucket '" + this.bucket + "' does not exist", null);
		}
	}

	/**
	 * Calls the store; the client throws unchecked exceptions when the server is down.
	 */
	private <T> T call(Operation operation, S3Call<T> call) {
		long started = System.nanoTime();
		boolean done = false;
		try {
			T result = call.run();
			done = true;
			return result;
		}
		catch (MinioException | IOException | IllegalStateException ex) {
			throw new ObjectStoreUnavailable("An object cannot be " + operation.participle, ex);
		}
		finally {
			operations(operation, done).record(Duration.ofNanos(System.nanoTime() - started));
		}
	}

	private Timer operations(Operation operation, boolean done) {
		return this.operations.withTags(Tags.of("operation", operation.code(), "result", done ? "success" : "failure"));
	}

	private enum Operation implements Coded {

		PUT("written"), GET("read"), DELETE("removed"), LIST("looked for"), PREPARE("prepared"), PROBE("asked for");

		private final String participle;

		Operation(String participle) {
			this.participle = participle;
		}

	}

	private interface S3Call<T> {

		T run() throws MinioException, IOException;

	}

}
