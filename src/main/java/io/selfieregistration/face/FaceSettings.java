package io.selfieregistration.face;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.hibernate.validator.constraints.time.DurationMin;

import io.selfieregistration.face.recognition.RecognitionModel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of reading and judging a selfie.
 *
 * @param maxUploadSize largest upload that is looked at
 * @param maxSidePx largest width and height of an uploaded picture
 * @param maxPixels largest width times height of an uploaded picture
 * @param maxDecodedPixels largest width times height that is decoded as it is, which
 * needs six bytes of memory for each; of a larger picture, only every second row and
 * column is read, or even fewer, and it must be coded in one pass, not progressively
 * @param keptSidePx longer side of the picture that is judged and kept; a larger one is
 * reduced. The limits of the measures are in pixels of this picture: at the default, a
 * phone at more than a full arm's length still gives enough of them
 * @param concurrency how many selfies are worked on at once; 0 takes the number of cores
 * @param placeWait how long a call waits for its turn
 * @param deadline how long a call waits for its result once it is its turn
 * @param decodeCpuTime how much computing time decoding one picture may take
 * @param recognitionModel the network that makes facial templates, {@code mobilefacenet}
 * or {@code dlib}: {@code docs/models.md} says whom each confuses, and under which
 * licence it is
 */
@Validated
@ConfigurationProperties(prefix = "selfie.face", ignoreUnknownFields = false)
public record FaceSettings(@NotNull @DefaultValue("10MB") DataSize maxUploadSize,
		@Positive @DefaultValue("10000") int maxSidePx, @Positive @DefaultValue("50000000") int maxPixels,
		@Positive @DefaultValue("25000000") int maxDecodedPixels, @Min(640) @DefaultValue("1920") int keptSidePx,
		@PositiveOrZero @DefaultValue("0") int concurrency,
		@NotNull @DurationMin @DefaultValue("3s") Duration placeWait,
		@NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration deadline,
		@NotNull @DurationMin(millis = 1) @DefaultValue("1s") Duration decodeCpuTime,
		@NotNull @DefaultValue("mobilefacenet") RecognitionModel recognitionModel) {
}
