package io.selfieregistration.platform;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ibm.icu.text.IDNA;

/**
 * Converts internationalised domain names to A-labels, which is what the DNS, SMTP and
 * certificates know: IDNA 2008 as UTS #46 processes it, without transitional mappings.
 */
public final class DomainNames {

	private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ
			| IDNA.CHECK_CONTEXTO | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

	private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

	private static final Pattern ASCII_NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*");

	private static final Pattern AUTHORITY = Pattern.compile("([^@]*@)?([^:]+)(:[0-9]*)?");

	private DomainNames() {
	}

	/**
	 * Returns the name in A-labels; a name in ASCII stays as it is.
	 * @return empty if there can be no such host name
	 */
	public static Optional<String> ascii(String name) {
		String ascii = name;
		if (!isAscii(name)) {
			IDNA.Info info = new IDNA.Info();
			ascii = UTS46.nameToASCII(name, new StringBuilder(), info).toString();
			if (info.hasErrors()) {
				return Optional.empty();
			}
		}
		return Optional.of(ascii).filter((text) -> ASCII_NAME.matcher(text).matches());
	}

	/**
	 * Returns the address with its host in A-labels. An address in ASCII, and one that
	 * cannot be converted, stays as it is: the latter has no host.
	 */
	public static URI ascii(URI address) {
		if (address == null || address.getHost() != null || address.getRawAuthority() == null) {
			return address;
		}
		Matcher authority = AUTHORITY.matcher(address.getRawAuthority());
		if (!authority.matches() || isAscii(authority.group(2))) {
			return address;
		}
		return ascii(authority.group(2)).map((host) -> {
			String text = address.toString();
			int start = text.indexOf(address.getRawAuthority()) + authority.start(2);
			return URI.create(text.substring(0, start) + host + text.substring(start + authority.group(2).length()));
		}).orElse(address);
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((character) -> character < 0x80);
	}

}
