package io.selfieregistration.mail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import io.selfieregistration.platform.DomainNames;

/**
 * A mailbox of RFC 5321, or of RFC 6531 if its local part goes beyond ASCII. Never names
 * another mailbox than the text it was made of.
 *
 * @param localPart as it was given
 * @param domain in A-labels
 */
public record EmailAddress(String localPart, String domain) {

	/** In octets: RFC 5321, 4.5.3.1, and a path without its angle brackets. */
	private static final int LONGEST_LOCAL_PART = 64;

	private static final int LONGEST = 254;

	/** Beyond ASCII: everything but controls, spaces, separators and broken pairs. */
	private static final String UTF8 = "[\\x{80}-\\x{10FFFF}&&[^\\p{Cc}\\p{Z}\\p{Cs}]]";

	private static final String ATOM = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|" + UTF8 + ")+";

	private static final String QUOTED = "\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\x20-\\x7E]|" + UTF8 + ")*\"";

	private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*|" + QUOTED);

	/**
	 * Reads an address.
	 * @return empty if no mailbox can have it
	 */
	public static Optional<EmailAddress> of(String text) {
		int at = text.lastIndexOf('@');
		if (at < 1 || octets(text.substring(0, at)) > LONGEST_LOCAL_PART
				|| !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
			return Optional.empty();
		}
		return DomainNames.ascii(text.substring(at + 1))
			.map((domain) -> new EmailAddress(text.substring(0, at), domain))
			.filter((address) -> octets(address.text()) <= LONGEST);
	}

	/** Whether only a server that offers SMTPUTF8 can take it. */
	public boolean needsUtf8() {
		return octets(this.localPart) > this.localPart.length();
	}

	/** Returns the address as it stands in the envelope. */
	public String text() {
		return this.localPart + "@" + this.domain;
	}

	private static int octets(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	@Override
	public String toString() {
		return "EmailAddress[…]";
	}

}
