package io.selfieregistration.photo.minio;

import java.net.URI;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the object store.
 *
 * @param endpoint address of the S3 server
 * @param region name that requests are signed for
 * @param bucket private bucket of this service alone
 * @param accessKey name of a key that may read, write and delete objects in the bucket
 * @param secretKey secret of that key, at least 16 characters
 */
@Validated
@ConfigurationProperties(prefix = "selfie.object-store", ignoreUnknownFields = false)
record ObjectStoreSettings(@NotNull URI endpoint, @NotBlank @DefaultValue("us-east-1") String region,
		@NotBlank @DefaultValue("selfies") String bucket, @NotBlank String accessKey, @NotBlank String secretKey) {

	@Override
	public String toString() {
		return "ObjectStoreSettings[endpoint=" + this.endpoint + ", bucket=" + this.bucket + "]";
	}

}
