package io.selfieregistration.photo.minio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.errors.MinioException;

import io.selfieregistration.photo.ObjectStore;
import io.selfieregistration.photo.ObjectStoreUnavailable;

import org.springframework.stereotype.Component;

/** Objects in an S3 bucket. */
@Component
class MinioObjectStore implements ObjectStore {

	private static final long CONNECT_MILLIS = 2_000;

	/** A photo has some hundred kilobytes; a store that needs longer is out of order. */
	private static final long TRANSFER_MILLIS = 10_000;

	private final MinioClient client;

	private final String bucket;

	MinioObjectStore(ObjectStoreSettings settings) {
		this.client = MinioClient.builder()
			.endpoint(settings.endpoint().toString())
			.region(settings.region())
			.credentials(settings.accessKey(), settings.secretKey())
			.build();
		this.client.setTimeout(CONNECT_MILLIS, TRANSFER_MILLIS, TRANSFER_MILLIS);
		this.client.setRetry(Set.of(429, 500, 502, 503, 504), 200L, 3);
		this.bucket = settings.bucket();
	}

	@Override
	public void put(String key, byte[] content) {
		call("written",
				() -> this.client.putObject(PutObjectArgs.builder()
					.bucket(this.bucket)
					.object(key)
					.data(content, content.length)
					.contentType("application/octet-stream")
					.build()));
	}

	@Override
	public byte[] get(String key) {
		return call("read", () -> {
			try (InputStream object = this.client
				.getObject(GetObjectArgs.builder().bucket(this.bucket).object(key).build())) {
				return object.readAllBytes();
			}
		});
	}

	@Override
	public void delete(String key) {
		call("removed", () -> {
			this.client.removeObject(RemoveObjectArgs.builder().bucket(this.bucket).object(key).build());
			return null;
		});
	}

	@Override
	public void prepare() {
		call("prepared", () -> {
			if (!this.client.bucketExists(BucketExistsArgs.builder().bucket(this.bucket).build())) {
				this.client.makeBucket(MakeBucketArgs.builder().bucket(this.bucket).build());
			}
			return null;
		});
	}

	@Override
	public void probe() {
		boolean exists = call("asked for",
				() -> this.client.bucketExists(BucketExistsArgs.builder().bucket(this.bucket).build()));
		if (!exists) {
			throw new ObjectStoreUnavailable("The bucket '" + this.bucket + "' does not exist", null);
		}
	}

	/** A server that is down makes the client throw an unchecked exception. */
	private static <T> T call(String what, S3Call<T> call) {
		try {
			return call.run();
		}
		catch (MinioException | IOException | IllegalStateException ex) {
			throw new ObjectStoreUnavailable("An object cannot be " + what, ex);
		}
	}

	private interface S3Call<T> {

		T run() throws MinioException, IOException;

	}

}
