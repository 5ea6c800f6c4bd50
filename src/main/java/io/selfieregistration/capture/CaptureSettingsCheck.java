package io.selfieregistration.capture;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.SettingsCheck;

import org.springframework.stereotype.Component;

/**
 * Checks the settings of the capture page: consent texts where consent is required, an
 * address of the support that people can follow, and colours with enough contrast (WCAG
 * 2.2).
 */
@Component
class CaptureSettingsCheck implements SettingsCheck {

	private static final Set<String> COLOURS = Set.of("primary", "on-primary", "background", "text", "dark-primary",
			"dark-on-primary", "dark-background", "dark-text");

	private static final Set<String> SUPPORT_SCHEMES = Set.of("https", "mailto", "tel");

	/** WCAG 2.2, 1.4.3: text on its background. */
	private static final double TEXT_CONTRAST = 4.5;

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		List<SettingProblem> problems = new ArrayList<>();
		if (settings.showConsent() && settings.consentTexts().isEmpty()) {
			problems.add(new SettingProblem("consent_texts", "must have a text, as the person has to agree to it"));
		}
		URI support = settings.supportAddress();
		if (support != null && (support.getScheme() == null
				|| !SUPPORT_SCHEMES.contains(support.getScheme().toLowerCase(Locale.ROOT)))) {
			problems.add(new SettingProblem("support_address", "must be a mailto:, tel: or https: address"));
		}
		Map<String, String> colours = settings.branding().colours();
		colours.keySet()
			.stream()
			.filter((name) -> !COLOURS.contains(name))
			.sorted()
			.forEach((name) -> problems
				.add(new SettingProblem("branding", "has the colour '" + name + "', which the page does not know")));
		for (Palette palette : Palette.values()) {
			palette.addProblems(colours, problems);
		}
		return problems;
	}

	/**
	 * The default colours, for those that an application does not set.
	 */
	private enum Palette {

		LIGHT("", "#1b4f9c", "#ffffff", "#ffffff", "#16202c"),

		DARK("dark-", "#9cc3ff", "#0b1b33", "#161d27", "#edf2f8");

		private final String prefix;

		private final Map<String, String> defaults;

		Palette(String prefix, String primary, String onPrimary, String background, String text) {
			this.prefix = prefix;
			this.defaults = Map.of("primary", primary, "on-primary", onPrimary, "background", background, "text", text);
		}

		private void addProblems(Map<String, String> colours, List<SettingProblem> problems) {
			addProblem(colours, "on-primary", "primary", problems);
			addProblem(colours, "text", "background", problems);
			// Words and lines in the brand's colour stand on the background, too
			addProblem(colours, "primary", "background", problems);
		}

		private void addProblem(Map<String, String> colours, String front, String back, List<SettingProblem> problems) {
			if (!colours.containsKey(this.prefix + front) && !colours.containsKey(this.prefix + back)) {
				return;
			}
			double ratio = Contrast.ratio(colour(colours, front), colour(colours, back));
			if (ratio < TEXT_CONTRAST) {
				problems.add(new SettingProblem("branding",
						String.format(Locale.ROOT, "has '%s%s' on '%s%s' with a contrast of %.2f, and %.1f is needed",
								this.prefix, front, this.prefix, back, Math.floor(ratio * 100) / 100, TEXT_CONTRAST)));
			}
		}

		private String colour(Map<String, String> colours, String name) {
			return colours.getOrDefault(this.prefix + name, this.defaults.get(name));
		}

	}

}
