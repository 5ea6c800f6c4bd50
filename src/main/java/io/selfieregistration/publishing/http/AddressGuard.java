package io.selfieregistration.publishing.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Protects webhooks against SSRF: resolves the names of receivers, and refuses every
 * address that is not public unless it is in an allowed network. The connection uses
 * exactly the addresses that were checked, so DNS rebinding cannot redirect it.
 */
class AddressGuard implements DnsResolver {

	/** IANA special-purpose registries, as far as the JDK does not classify them. */
	private static final List<IpAddressMatcher> NOT_PUBLIC = List
		.of("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
				"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96",
				"64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
				"fc00::/7", "fec0::/10")
		.stream()
		.map(IpAddressMatcher::new)
		.toList();

	/** RFC 6761: such names are this machine, whatever the DNS says. */
	private static final Pattern LOCALHOST = Pattern.compile("(.*\\.)?localhost\\.?", Pattern.CASE_INSENSITIVE);

	private final List<IpAddressMatcher> allowed;

	private final DnsResolver resolver;

	private final boolean onPremiseOnly;

	AddressGuard(List<String> allowedNetworks) {
		this(allowedNetworks, SystemDefaultDnsResolver.INSTANCE);
	}

	AddressGuard(List<String> allowedNetworks, DnsResolver resolver) {
		this(allowedNetworks.stream().map(IpAddressMatcher::new).toList(), resolver, false);
	}

	private AddressGuard(List<IpAddressMatcher> allowed, DnsResolver resolver, boolean onPremiseOnly) {
		this.allowed = allowed;
		this.resolver = resolver;
		this.onPremiseOnly = onPremiseOnly;
	}

	/**
	 * Returns a guard that permits only allowed networks, for calls without TLS or to
	 * unusual ports.
	 */
	AddressGuard onPremiseOnly() {
		return new AddressGuard(this.allowed, this.resolver, true);
	}

	/**
	 * @throws AddressRefused if any of the addresses may not be called
	 */
	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] addresses = this.resolver.resolve(LOCALHOST.matcher(host).matches() ? "localhost" : host);
		for (InetAddress address : addresses) {
			if (!isAllowed(address)) {
				if (!isPublic(address)) {
					throw new AddressRefused("the address of the receiver is not public and not allowed");
				}
				if (this.onPremiseOnly) {
					throw new AddressRefused("the receiver must be called by https on a usual port");
				}
			}
		}
		return addresses;
	}

	@Override
	public String resolveCanonicalHostname(String host) {
		return host;
	}

	private boolean isAllowed(InetAddress address) {
		return this.allowed.stream().anyMatch((network) -> network.matches(withoutScope(address)));
	}

	private static boolean isPublic(InetAddress address) {
		return !address.isLoopbackAddress() && !address.isAnyLocalAddress() && !address.isLinkLocalAddress()
				&& !address.isSiteLocalAddress() && !address.isMulticastAddress()
				&& NOT_PUBLIC.stream().noneMatch((network) -> network.matches(withoutScope(address)));
	}

	private static String withoutScope(InetAddress address) {
		String text = address.getHostAddress();
		int scope = text.indexOf('%');
		return (scope >= 0) ? text.substring(0, scope) : text;
	}

	/** The receiver's address must not be called, or not in this way. */
	static class AddressRefused extends UnknownHostException {

		AddressRefused(String why) {
			super(why);
		}

	}

}
