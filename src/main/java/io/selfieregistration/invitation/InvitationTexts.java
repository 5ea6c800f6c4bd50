package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.MessageTemplate;
import io.selfieregistration.request.Request;

import org.springframework.stereotype.Component;

/**
 * Renders the messages that carry a capture link, from the templates of the application
 * for the person's language, or else from the built-in ones.
 */
@Component
public class InvitationTexts {

	/** Languages with built-in templates. */
	static final List<String> LANGUAGES = List.of("en", "ar", "de", "es", "fr", "hi", "id", "it", "pl", "pt", "tr",
			"zh");

	static final String LINK = "{{link}}";

	private static final char NO_BREAK_SPACE = '\u00a0';

	private static final String BUNDLE = "messages.invitation";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

	private static final List<String> RIGHT_TO_LEFT = List.of("ar", "fa", "he", "ur");

	private final Map<String, ResourceBundle> words = new HashMap<>();

	InvitationTexts() {
		for (String language : LANGUAGES) {
			Locale locale = language.equals("en") ? Locale.ROOT : Locale.forLanguageTag(language);
			this.words.put(language, ResourceBundle.getBundle(BUNDLE, locale,
					ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
		}
	}

	/** Renders the e-mail that carries a link. */
	public Email email(Application application, Request request, URI link, Duration expiresIn) {
		Map<String, MessageTemplate> own = application.settings().emailTemplates();
		String language = language(request.locale(), own);
		ResourceBundle product = product(request.locale());
		MessageTemplate template = own.get(language);
		String tag = (template != null) ? language : productLanguage(request.locale());
		Map<String, String> values = values(application, link, expiresIn, tag);
		String subject = (template != null && template.subject() != null) ? template.subject()
				: product.getString("email.subject");
		String title = (template != null && template.title() != null) ? template.title()
				: product.getString("email.title");
		String body = (template != null) ? template.body() : product.getString("email.body");
		return new Email(
				application.settings().senderName() != null ? application.settings().senderName() : application.name(),
				fill(subject, values), fill(title, values), fill(body, values), link.toString(),
				product.getString("email.button"), tag, RIGHT_TO_LEFT.contains(tag.split("-")[0]));
	}

	/** Renders the SMS that carries a link. */
	public String sms(Application application, Request request, URI link, Duration expiresIn) {
		Map<String, MessageTemplate> own = application.settings().smsTemplates();
		String language = language(request.locale(), own);
		MessageTemplate template = own.get(language);
		String body = (template != null) ? template.body() : product(request.locale()).getString("sms.body");
		Map<String, String> values = values(application, link, expiresIn,
				(template != null) ? language : productLanguage(request.locale()));
		// The alphabet of SMS has no such space: one would double the size of the
		// message.
		values.replaceAll((name, value) -> value.replace(NO_BREAK_SPACE, ' '));
		return fill(body, values);
	}

	/** Finds unknown placeholders. */
	static List<String> unknownPlaceholders(String text) {
		return PLACEHOLDER.matcher(text)
			.results()
			.map((found) -> found.group(1))
			.filter((name) -> !List.of("link", "expires_in", "application").contains(name))
			.toList();
	}

	/**
	 * Replaces all placeholders in one pass, so that a value is never expanded itself.
	 */
	private static String fill(String template, Map<String, String> values) {
		return PLACEHOLDER.matcher(template)
			.replaceAll((found) -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
	}

	private static Map<String, String> values(Application application, URI link, Duration expiresIn, String language) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("link", link.toString());
		values.put("application", application.name());
		values.put("expires_in", words(expiresIn, language));
		return values;
	}

	/**
	 * Spells a duration out as "24 hours": in the largest unit of which there are two,
	 * and never longer than it is by more than half a minute.
	 * @param language BCP 47 tag
	 */
	private static String words(Duration duration, String language) {
		Duration rounded = duration.plusSeconds(30);
		Measure measure = (rounded.toDays() >= 2) ? new Measure(rounded.toDays(), MeasureUnit.DAY)
				: (rounded.toHours() >= 2) ? new Measure(rounded.toHours(), MeasureUnit.HOUR)
						: new Measure(Math.max(1, rounded.toMinutes()), MeasureUnit.MINUTE);
		return MeasureFormat.getInstance(ULocale.forLanguageTag(language), FormatWidth.WIDE).format(measure);
	}

	/** Looks a tag up as RFC 4647 does, from its end to its language; else English. */
	private static String language(String locale, Map<String, ?> known) {
		String found = (locale != null)
				? Locale.lookupTag(Locale.LanguageRange.parse(locale.replace('_', '-')), known.keySet()) : null;
		return (found != null) ? found : "en";
	}

	private ResourceBundle product(String locale) {
		return this.words.get(productLanguage(locale));
	}

	private String productLanguage(String locale) {
		return language(locale, this.words);
	}

	/**
	 * An e-mail, as text without markup.
	 *
	 * @param from name of the sender
	 * @param body paragraphs, divided by empty lines
	 * @param button label of the button
	 * @param language BCP 47 tag
	 */
	public record Email(String from, String subject, String title, String body, String link, String button,
			String language, boolean rightToLeft) {

		@Override
		public String toString() {
			return "Email[…]";
		}

	}

}
