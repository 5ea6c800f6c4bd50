package io.selfieregistration.face;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.selfieregistration.face.recognition.FaceTemplate;

/**
 * Prints what becomes of the portrait as it is damaged more and more: how often it is
 * refused, how often with the right reason, and how far the template of what is accepted
 * moved. Run with {@code load-tests/run damage}.
 */
public final class FaceDamageBenchmark {

	private static final double[] LIGHTS = { 1, 0.6, 0.4, 0.3, 0.2, 0.15, 0.1 };

	private static final double[] SKINS = { 1, 0.8, 0.6, 0.45, 0.35, 0.25, 0.2, 0.15 };

	private static final int CREATURES = 240;

	private static final FaceTemplate PORTRAIT = assess(Portrait.good()).template().orElseThrow();

	private FaceDamageBenchmark() {
	}

	public static void main(String[] arguments) {
		printSeries();
		printSkins();
		printCreatures();
	}

	private static void printSeries() {
		System.out.printf("%-50s %5s %8s %7s  %s%n", "damage, and whether it should be refused", "n", "refused",
				"right", "verdict of each size");
		Map<String, List<DamageSeries.Damaged>> series = DamageSeries.all()
			.collect(Collectors.groupingBy(
					(damaged) -> damaged.series() + ": " + damaged.expected().map(ReasonCode::code).orElse("no"),
					LinkedHashMap::new, Collectors.toList()));
		series.forEach(FaceDamageBenchmark::print);
	}

	private static void print(String name, List<DamageSeries.Damaged> series) {
		int refused = 0;
		int right = 0;
		StringBuilder verdicts = new StringBuilder();
		for (DamageSeries.Damaged damaged : series) {
			FaceAssessment face = assess(damaged.picture().get());
			String reason = face.findings().isEmpty() ? "good" : face.findings().get(0).code().code();
			refused += face.accepted() ? 0 : 1;
			right += (face.accepted() ? damaged.expected().isEmpty()
					: damaged.expected().filter((code) -> code.code().equals(reason)).isPresent()) ? 1 : 0;
			verdicts.append(' ')
				.append(damaged.size())
				.append('=')
				.append(face.accepted() ? "accepted/" : "")
				.append(reason)
				.append(face.template().map(FaceDamageBenchmark::moved).orElse(""));
		}
		System.out.printf(Locale.ROOT, "%-50s %5d %7.0f%% %6.0f%% %s%n", name, series.size(),
				100.0 * refused / series.size(), 100.0 * right / series.size(), verdicts);
	}

	/** How far the template is from that of the portrait. */
	private static String moved(FaceTemplate template) {
		return String.format(Locale.ROOT, "(%.2f)", template.distanceTo(PORTRAIT));
	}

	private static void printSkins() {
		System.out.printf("%nlight, and the verdict for skin that gives back a share of it%n%-8s", "");
		for (double skin : SKINS) {
			System.out.printf(Locale.ROOT, "%10.2f", skin);
		}
		System.out.println();
		for (double light : LIGHTS) {
			System.out.printf(Locale.ROOT, "%-8.2f", light);
			for (double skin : SKINS) {
				System.out.printf("%10s",
						assess(Damage.light(Damage.withSkin(skin), light)).accepted() ? "accepted" : "refused");
			}
			System.out.println();
		}
	}

	private static void printCreatures() {
		long accepted = DrawnCreatures.draw(CREATURES).filter((picture) -> assess(picture).accepted()).count();
		System.out.printf("%n%d of %d drawn animals and smileys accepted%n", accepted, CREATURES);
	}

	private static FaceAssessment assess(BufferedImage picture) {
		return FaceFixtures.assess(picture).face();
	}

}
