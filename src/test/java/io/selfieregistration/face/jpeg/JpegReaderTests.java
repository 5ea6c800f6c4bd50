package io.selfieregistration.face.jpeg;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.SelfieImageRejected.Reason;
import io.selfieregistration.face.image.RgbImage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The gate: what gets through, what does not, and what is left of it. */
class JpegReaderTests {

	private static final int MUTATIONS = 3000;

	private final JpegReader reader = new JpegReader(FaceFixtures.settings());

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void readsEveryKindOfJpeg(String kind, byte[] jpeg, int widthPx, int heightPx) throws Exception {
		SelfieImage image = read(jpeg);

		assertThat(image.widthPx()).isEqualTo(widthPx);
		assertThat(image.heightPx()).isEqualTo(heightPx);
	}

	static Stream<Arguments> readsEveryKindOfJpeg() {
		return Stream.of(arguments("baseline", Jpegs.baseline(64, 48), 64, 48),
				arguments("progressive", Jpegs.progressive(Jpegs.picture(64, 48)), 64, 48),
				arguments("with restart markers", Jpegs.withRestarts(Jpegs.picture(64, 48)), 64, 48),
				arguments("with full colours", Jpegs.withFullColours(Jpegs.picture(64, 48)), 64, 48),
				arguments("grey", Jpegs.grey(64, 48), 64, 48), arguments("odd size", Jpegs.baseline(17, 13), 17, 13),
				arguments("one pixel", Jpegs.baseline(1, 1), 1, 1),
				arguments("one pixel high", Jpegs.baseline(1000, 1), 1000, 1),
				arguments("portrait", Portrait.goodJpeg(), 720, 720));
	}

	@Test
	void writesTestFilesOfTheKindTheySay() {
		assertThat(markers(Jpegs.withRestarts(Jpegs.picture(64, 48)))).contains("ffdd").contains("ffd0");
		assertThat(markers(Jpegs.progressive(Jpegs.picture(64, 48)))).contains("ffc2");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("readsEveryKindOfJpeg")
	void seesThePixelsThatThePlatformSees(String kind, byte[] jpeg, int widthPx, int heightPx) throws Exception {
		BufferedImage expected = ImageIO.read(new ByteArrayInputStream(jpeg));

		RgbImage actual = read(jpeg).pixels();

		boolean grey = expected.getRaster().getNumBands() == 1;
		for (int y = 0; y < heightPx; y++) {
			for (int x = 0; x < widthPx; x++) {
				for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
					int sample = grey ? expected.getRaster().getSample(x, y, 0)
							: expected.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
					assertThat(actual.sample(x, y, channel)).isEqualTo(sample);
				}
			}
		}
	}

	@ParameterizedTest(name = "orientation {0}")
	@CsvSource({ "1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB", "0, RGBW",
			"9, RGBW" })
	void turnsPictureUpright(int orientation, String corners) throws Exception {
		byte[] jpeg = Jpegs.withOrientation(Jpegs.baseline(64, 48), orientation);

		SelfieImage image = read(jpeg);

		boolean onItsSide = orientation >= 5 && orientation <= 8;
		assertThat(image.widthPx()).isEqualTo(onItsSide ? 48 : 64);
		assertThat(image.heightPx()).isEqualTo(onItsSide ? 64 : 48);
		assertThat(corners(image.pixels())).isEqualTo(corners);
		BufferedImage kept = ImageIO.read(new ByteArrayInputStream(image.jpeg()));
		assertThat(kept.getWidth()).isEqualTo(image.widthPx());
	}

	@Test
	void ignoresDamagedExif() throws Exception {
		byte[] exif = Jpegs.exif(6);
		for (int cut = 0; cut < exif.length; cut++) {
			var damaged = Jpegs.withSegment(Jpegs.baseline(64, 48), Jpegs.EXIF, Arrays.copyOf(exif, cut));

			assertThat(read(damaged).widthPx()).isIn(48, 64);
		}
	}

	@Test
	void survivesEveryMutationOfExif() throws Exception {
		var random = new Random(18);
		for (int i = 0; i < MUTATIONS; i++) {
			byte[] exif = mutated(Jpegs.exif(6), random);
			var structure = JpegStructure.read(Jpegs.withSegment(Jpegs.baseline(16, 16), Jpegs.EXIF, exif));

			assertThat(structure.applications().orientation()).isNotNull();
		}
	}

	@Test
	void acceptsPaddingBeforeTheEnd() throws Exception {
		byte[] jpeg = Jpegs.baseline(64, 48);
		byte[] padded = Jpegs.joined(Arrays.copyOf(jpeg, jpeg.length - 2), new byte[6],
				new byte[] { (byte) 0xff, (byte) 0xff, (byte) 0xd9 });

		assertThat(corners(read(padded).pixels())).isEqualTo("RGBW");
	}

	@Test
	void seesUsualColoursWithoutAnyMarkerThatSaysSo() throws Exception {
		byte[] jpeg = Jpegs.withFullColours(Jpegs.picture(64, 48));
		int jfifLength = 2 + (jpeg[4] << 8 | jpeg[5]);
		byte[] bare = Jpegs.joined(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, 2 + jfifLength, jpeg.length));
		for (int component = 0; component < 3; component++) {
			// Frame and scan number their components; some cameras start at 0
			bare[Jpegs.frame(bare) + 10 + 3 * component] = (byte) component;
			bare[Jpegs.scan(bare) + 5 + 2 * component] = (byte) component;
		}

		assertThat(markers(bare)).doesNotContain("ffe0");
		assertThat(corners(read(bare).pixels())).isEqualTo("RGBW");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wholeFiles")
	void rejectsFileCutAtAnyByte(String kind, byte[] jpeg) {
		for (int length = 0; length < jpeg.length; length++) {
			byte[] cut = Arrays.copyOf(jpeg, length);

			assertThatExceptionOfType(SelfieImageRejected.class).as("cut to %d bytes", length)
				.isThrownBy(() -> this.reader.check(cut));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wholeFiles")
	void rejectsFileWithMissingDataBeforeItsEnd(String kind, byte[] jpeg) {
		for (int missing = jpeg.length / 4; missing > 16; missing /= 2) {
			byte[] mended = Jpegs.joined(Arrays.copyOf(jpeg, jpeg.length - 2 - missing),
					new byte[] { (byte) 0xff, (byte) 0xd9 });

			assertThatExceptionOfType(SelfieImageRejected.class).as("%d bytes missing", missing)
				.isThrownBy(() -> read(mended))
				.extracting(SelfieImageRejected::reason)
				.isEqualTo(Reason.UNREADABLE);
		}
	}

	static Stream<Arguments> wholeFiles() {
		BufferedImage portrait = Portrait.scaled(Portrait.good(), 120, 120);
		return Stream.of(arguments("baseline", Portrait.asJpeg(portrait, 0.8f)),
				arguments("progressive", Jpegs.progressive(portrait)),
				arguments("with restart markers", Jpegs.withRestarts(portrait)),
				arguments("with a whole JPEG inside its metadata",
						Jpegs.withSegment(Portrait.asJpeg(portrait, 0.8f), Jpegs.EXIF, Jpegs.baseline(16, 16))));
	}

	@Test
	void answersPictureOrRejectionToEveryMutation() {
		byte[][] originals = wholeFiles().map((file) -> (byte[]) file.get()[1]).toArray(byte[][]::new);
		var random = new Random(17);
		int read = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			byte[] mutated = mutated(originals[i % originals.length], random);
			long start = System.nanoTime();
			try {
				assertThat(read(mutated).jpeg()).isNotEmpty();
				read++;
			}
			catch (SelfieImageRejected ex) {
				assertThat(ex.reason()).isNotNull();
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as("mutation %d", i)
				.isLessThan(Duration.ofSeconds(5));
		}
		assertThat(read).as("changes of single pixels stay readable").isBetween(1, MUTATIONS - 1);
	}

	/** Changes, removes or doubles a few bytes. */
	private static byte[] mutated(byte[] original, Random random) {
		byte[] mutated = original.clone();
		for (int changes = random.nextInt(4); changes >= 0; changes--) {
			int at = random.nextInt(mutated.length);
			switch (random.nextInt(4)) {
				case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
				case 1 -> mutated[at] = (byte) random.nextInt(256);
				case 2 -> mutated = Jpegs.joined(Arrays.copyOf(mutated, at), Arrays.copyOfRange(mutated,
						Math.min(mutated.length, at + 1 + random.nextInt(20)), mutated.length));
				default -> mutated = Jpegs.joined(Arrays.copyOf(mutated, at),
						Arrays.copyOfRange(mutated, Math.max(0, at - random.nextInt(20)), mutated.length));
			}
			if (mutated.length == 0) {
				return mutated;
			}
		}
		return mutated;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void rejectsWhatIsNoJpeg(String kind, byte[] upload, Reason expected) {
		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> read(upload))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(expected);
	}

	static Stream<Arguments> rejectsWhatIsNoJpeg() throws IOException {
		var png = new ByteArrayOutputStream();
		ImageIO.write(Jpegs.picture(32, 32), "png", png);
		var gif = new ByteArrayOutputStream();
		ImageIO.write(Jpegs.picture(32, 32), "gif", gif);
		return Stream.of(arguments("nothing", new byte[0], Reason.EMPTY),
				arguments("one byte", new byte[] { (byte) 0xff }, Reason.TYPE_UNSUPPORTED),
				arguments("PNG", png.toByteArray(), Reason.TYPE_UNSUPPORTED),
				arguments("GIF", gif.toByteArray(), Reason.TYPE_UNSUPPORTED),
				arguments("SVG", ascii("<svg xmlns='urn:x'><script>alert(1)</script></svg>"), Reason.TYPE_UNSUPPORTED),
				arguments("PDF", ascii("%PDF-1.7"), Reason.TYPE_UNSUPPORTED),
				arguments("text", ascii("hello"), Reason.TYPE_UNSUPPORTED),
				arguments("HEIC", ascii("\0\0\0\30ftypheic"), Reason.TYPE_UNSUPPORTED),
				arguments("JPEG after something else", Jpegs.joined(ascii("<html>"), Jpegs.baseline(16, 16)),
						Reason.TYPE_UNSUPPORTED),
				arguments("four components", Jpegs.fourComponents(), Reason.TYPE_UNSUPPORTED),
				arguments("arithmetic coding", withFrame(0xc9), Reason.TYPE_UNSUPPORTED),
				arguments("lossless", withFrame(0xc3), Reason.TYPE_UNSUPPORTED),
				arguments("12 bits a sample", with12Bits(), Reason.TYPE_UNSUPPORTED),
				arguments("start and end only", new byte[] { (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9 },
						Reason.UNREADABLE),
				arguments("start inside the picture",
						Jpegs.joined(new byte[] { (byte) 0xff, (byte) 0xd8 }, Jpegs.baseline(16, 16)),
						Reason.UNREADABLE));
	}

	@ParameterizedTest(name = "{0} x {1} px")
	@CsvSource({ "0, 100", "100, 0", "10001, 10", "10, 10001", "65535, 65535", "8200, 6100" })
	void rejectsSizeBeforeDecoding(int widthPx, int heightPx) {
		byte[] upload = Jpegs.withHeaderSize(Jpegs.baseline(16, 16), widthPx, heightPx);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> this.reader.check(upload))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.DIMENSIONS_UNSUPPORTED);
	}

	@ParameterizedTest(name = "{0} x {1} px in the header")
	@CsvSource({ "17, 33", "5000, 5000", "8000, 3000", "300, 16" })
	void rejectsHeaderThatPromisesMorePixelsThanThereAre(int widthPx, int heightPx) {
		byte[] upload = Jpegs.withHeaderSize(Jpegs.baseline(16, 16), widthPx, heightPx);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> read(upload))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.UNREADABLE);
	}

	@Test
	void rejectsUploadWithOneByteTooMany() {
		byte[] upload = Arrays.copyOf(Jpegs.baseline(16, 16), 10 * 1024 * 1024 + 1);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> this.reader.check(upload))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.TOO_LARGE);
	}

	@Test
	void rejectsThousandScansWithoutDecodingThem() {
		byte[] bomb = Jpegs.withRepeatedScans(Jpegs.progressive(Jpegs.picture(64, 48)), 1000);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> this.reader.check(bomb))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.UNREADABLE);
	}

	@Test
	void rejectsLargePictureWithManyScansWithoutDecodingIt() {
		byte[] bomb = Jpegs.withHeaderSize(Jpegs.withRepeatedScans(Jpegs.progressive(Jpegs.picture(64, 48)), 40), 5000,
				5000);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> this.reader.check(bomb))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.DIMENSIONS_UNSUPPORTED);
	}

	@ParameterizedTest(name = "{0} x {1}, {2} more scans")
	@CsvSource({ "5000, 5000, 3", "3000, 3000, 12", "1500, 1500, 48" })
	void rejectsFewBytesThatMeanMuchWork(int widthPx, int heightPx, int scans) {
		byte[] bomb = Jpegs.plainWithCheapScans(widthPx, heightPx, scans);

		assertThat(bomb).hasSizeLessThan(200_000);
		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> this.reader.check(bomb))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.DIMENSIONS_UNSUPPORTED);
	}

	@Test
	void readsManyScansOfSmallPicture() {
		SelfieImage image = this.reader.check(Jpegs.plainWithCheapScans(640, 480, 12)).decode();

		assertThat(image.pixels().widthPx()).isEqualTo(640);
	}

	@Test
	void rejectsFrameWithManyScans() {
		assertThatExceptionOfType(SelfieImageRejected.class)
			.isThrownBy(() -> this.reader.checkFrame(Jpegs.plainWithCheapScans(640, 640, 60)))
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.DIMENSIONS_UNSUPPORTED);
	}

	@Test
	void takesProgressivePictureOfUsualCamera() {
		byte[] upload = Jpegs.withHeaderSize(Jpegs.progressive(Jpegs.picture(64, 48)), 4032, 3024);

		assertThat(this.reader.check(upload)).isNotNull();
	}

	@Test
	void stopsDecodingWhenTheTimeIsUsedUp() {
		FaceSettings defaults = FaceFixtures.settings();
		var impatient = new JpegReader(new FaceSettings(defaults.maxUploadSize(), defaults.maxSidePx(),
				defaults.maxPixels(), defaults.maxDecodedPixels(), defaults.keptSidePx(), 1, defaults.placeWait(),
				defaults.deadline(), Duration.ofMillis(1), defaults.recognitionModel()));
		byte[] upload = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 2000, 2000), 0.95f);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> impatient.check(upload).decode())
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.UNREADABLE);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void acceptsAndDropsWhateverFollowsThePicture(String kind, byte[] trailer) throws Exception {
		byte[] upload = Jpegs.joined(Jpegs.baseline(64, 48), trailer);

		SelfieImage image = read(upload);

		assertThat(image.widthPx()).isEqualTo(64);
		assertThat(indexOf(image.jpeg(), trailer)).isNegative();
		assertThat(markers(image.jpeg())).containsOnlyOnce("ffd8");
		assertThat(image.jpeg()).endsWith(0xff, 0xd9);
	}

	static Stream<Arguments> acceptsAndDropsWhateverFollowsThePicture() throws IOException {
		return Stream.of(arguments("second picture of a phone", Jpegs.baseline(32, 24)),
				arguments("second picture cut off", Arrays.copyOf(Jpegs.baseline(32, 24), 300)),
				arguments("ZIP", zip()), arguments("HTML", ascii("<html><script>alert(1)</script></html>")),
				arguments("PHP", ascii("<?php system($_GET['c']); ?>")),
				arguments("PDF", ascii("%PDF-1.7 1 0 obj << /OpenAction /JavaScript >>")),
				arguments("SVG", ascii("<svg onload='alert(1)' xmlns='urn:x'/>")));
	}

	@ParameterizedTest(name = "marker {0}")
	@ValueSource(ints = { 0xe0, 0xe1, 0xe2, 0xe3, 0xe5, 0xec, 0xed, 0xee, 0xef, 0xfe })
	void dropsEveryKindOfMetadata(int marker) throws Exception {
		byte[] secret = ascii("http://ns.adobe.com/xap/1.0/ GPSLatitude 52.5 <script>ICC_PROFILE MPF");
		byte[] upload = Jpegs.withSegment(Jpegs.baseline(64, 48), marker, secret);

		SelfieImage image = read(upload);

		assertThat(indexOf(upload, secret)).isPositive();
		assertThat(indexOf(image.jpeg(), ascii("GPSLatitude"))).isNegative();
		assertThat(markers(image.jpeg())).doesNotContain("ffe1", "ffe2", "ffed", "ffee", "fffe");
	}

	@Test
	void keepsLargePictureAtReducedSize() throws Exception {
		byte[] upload = Jpegs.withOrientation(Portrait.asJpeg(Portrait.scaled(Portrait.good(), 4000, 3000), 0.9f), 6);

		SelfieImage image = read(upload);

		assertThat(image.widthPx()).isEqualTo(1440);
		assertThat(image.heightPx()).isEqualTo(1920);
		assertThat(image.blocksAligned()).isFalse();
		assertThat(image.jpeg()).hasSizeLessThan((int) DataSize.ofMegabytes(2).toBytes());
	}

	@Test
	void keepsSmallPictureAsItIs() throws Exception {
		SelfieImage image = read(Portrait.goodJpeg());
		BufferedImage kept = ImageIO.read(new ByteArrayInputStream(image.jpeg()));

		assertThat(image.blocksAligned()).isTrue();
		double difference = 0;
		for (int i = 0; i < 720; i++) {
			difference += Math.abs((kept.getRGB(i, i) >> 8 & 0xff) - image.pixels().sample(i, i, 1)) / 720.0;
		}
		assertThat(difference).isCloseTo(0, within(3.0));
	}

	@Test
	void readsPictureOf50MegapixelsWithinTheMemoryOfOneOf25() throws Exception {
		BufferedImage large = Portrait.scaled(Portrait.good(), 7000, 7000);
		byte[] upload = Jpegs.withOrientation(Portrait.asJpeg(large, 0.8f), 3);
		large.flush();

		SelfieImage image = read(upload);

		assertThat(image.widthPx()).isEqualTo(1920);
		assertThat(image.blocksAligned()).isFalse();
		BufferedImage expected = Portrait.scaled(Portrait.good(), 1920, 1920);
		double difference = 0;
		for (int i = 0; i < 1920; i++) {
			difference += Math.abs((expected.getRGB(1919 - i, 1919 - i) >> 8 & 0xff) - image.pixels().sample(i, i, 1))
					/ 1920.0;
		}
		assertThat(difference).isLessThan(4);
	}

	@Test
	void refusesLargeProgressivePictureAndSaysWhatToDo() {
		byte[] upload = Jpegs.withHeaderSize(Jpegs.progressive(Jpegs.picture(64, 48)), 6000, 5000);

		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> this.reader.check(upload))
			.withMessageContaining("reduce it")
			.extracting(SelfieImageRejected::reason)
			.isEqualTo(Reason.DIMENSIONS_UNSUPPORTED);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void convertsColoursToSrgb(String kind, byte[] profile, Color stored, Color expected) throws Exception {
		BufferedImage plain = Portrait.drawn(64, 48, (graphics) -> {
			graphics.setColor(stored);
			graphics.fillRect(0, 0, 64, 48);
		});

		SelfieImage image = read(Jpegs.withProfile(Portrait.asJpeg(plain, 1), profile));

		int kept = ImageIO.read(new ByteArrayInputStream(image.jpeg())).getRGB(32, 24);
		for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
			int level = expected.getRGB() >> (16 - 8 * channel) & 0xff;
			assertThat(image.pixels().sample(32, 24, channel)).isCloseTo(level, within(4));
			assertThat(kept >> (16 - 8 * channel) & 0xff).isCloseTo(level, within(4));
		}
		assertThat(indexOf(image.jpeg(), ascii("ICC_PROFILE"))).isNegative();
	}

	/** Expected values by the matrices of the standards, by hand. */
	static Stream<Arguments> convertsColoursToSrgb() {
		var skin = new Color(200, 150, 120);
		return Stream.of(arguments("sRGB", IccProfiles.srgb(), skin, skin),
				arguments("Display P3", IccProfiles.displayP3(), skin, new Color(209, 147, 115)),
				arguments("Adobe RGB", IccProfiles.adobeRgb(), skin, new Color(217, 151, 119)),
				arguments("exponent of 1.8", IccProfiles.gammaOnly(1.8), new Color(128, 128, 128),
						new Color(146, 146, 146)));
	}

	@Test
	void convertsGreysToSrgb() throws Exception {
		SelfieImage plain = read(Jpegs.grey(64, 48));

		SelfieImage converted = read(Jpegs.withProfile(Jpegs.grey(64, 48), IccProfiles.greyGamma(1.0)));

		assertThat(plain.pixels().sample(5, 5, 1)).isBetween(60, 100);
		assertThat(converted.pixels().sample(5, 5, 1)).isGreaterThan(plain.pixels().sample(5, 5, 1) + 50);
	}

	@Test
	void survivesEveryMutationOfColourProfile() throws Exception {
		var random = new Random(19);
		byte[] jpeg = Jpegs.baseline(16, 16);
		for (int i = 0; i < MUTATIONS; i++) {
			byte[] profile = mutated(IccProfiles.displayP3(), random);

			assertThat(read(Jpegs.withProfile(jpeg, profile)).widthPx()).isEqualTo(16);
		}
	}

	@Test
	void ignoresProfileOfOtherColours() throws Exception {
		byte[] upload = Jpegs.withProfile(Jpegs.baseline(64, 48), IccProfiles.greyGamma(1.0));

		assertThat(corners(read(upload).pixels())).isEqualTo("RGBW");
	}

	@ParameterizedTest(name = "Adobe transform {0}")
	@ValueSource(ints = { 1, 2, 255 })
	void readsAdobeTransformAsLibjpegDoes(int transform) throws Exception {
		byte[] upload = Jpegs.withAdobeTransform(Jpegs.withFullColours(Jpegs.picture(64, 48)), transform);

		assertThat(corners(read(upload).pixels())).isEqualTo("RGBW");
	}

	@Test
	void findsOrientationBehindExifBlocksThatSayNothing() throws Exception {
		byte[] upload = Jpegs.withOrientation(Jpegs.baseline(64, 48), 6);
		upload = Jpegs.withSegment(upload, Jpegs.EXIF, Jpegs.exif(0));
		upload = Jpegs.withSegment(upload, Jpegs.EXIF, ascii("Exif\0\0"));

		assertThat(corners(read(upload).pixels())).isEqualTo("BRWG");
	}

	private SelfieImage read(byte[] upload) throws SelfieImageRejected {
		return this.reader.check(upload).decode();
	}

	private static byte[] withFrame(int marker) {
		byte[] jpeg = Jpegs.baseline(16, 16);
		jpeg[Jpegs.frame(jpeg) + 1] = (byte) marker;
		return jpeg;
	}

	private static byte[] with12Bits() {
		byte[] jpeg = Jpegs.baseline(16, 16);
		jpeg[Jpegs.frame(jpeg) + 4] = 12;
		return jpeg;
	}

	private static byte[] zip() throws IOException {
		var bytes = new ByteArrayOutputStream();
		try (var zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("shell.jsp"));
			zip.write(ascii("<% Runtime.getRuntime() %>"));
		}
		return bytes.toByteArray();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Colours of the corners: upper left, upper right, lower left, lower right. */
	private static String corners(RgbImage image) {
		int right = image.widthPx() - 4;
		int bottom = image.heightPx() - 4;
		return colour(image, 3, 3) + colour(image, right, 3) + colour(image, 3, bottom) + colour(image, right, bottom);
	}

	private static String colour(RgbImage image, int x, int y) {
		boolean red = image.sample(x, y, 0) > 128;
		boolean green = image.sample(x, y, 1) > 128;
		return (red && green) ? "W" : red ? "R" : green ? "G" : "B";
	}

	/** All pairs of bytes that start with 0xff, as text. */
	private static String markers(byte[] jpeg) {
		var markers = new StringBuilder();
		for (int i = 0; i + 1 < jpeg.length; i++) {
			if (jpeg[i] == (byte) 0xff) {
				markers.append(String.format("ff%02x ", jpeg[i + 1]));
			}
		}
		return markers.toString();
	}

	private static int indexOf(byte[] bytes, byte[] wanted) {
		return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
	}

}
