/** Objects in an S3 bucket, by the MinIO client; the only place that uses it. */
package io.selfieregistration.photo.minio;
