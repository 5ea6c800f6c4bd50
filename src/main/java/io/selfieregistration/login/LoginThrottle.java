package io.selfieregistration.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slows down who guesses secrets of a user, without locking the user out: after a few
 * wrong ones, a caller is refused for a time, and a caller is an address together with
 * the user. A secret that was right before is always looked at, as the right and the
 * wrong caller may share an address, for example that of a proxy.
 * <p>
 * Each node remembers for itself, and a bounded number: who makes it forget one caller
 * has failed ten thousand times as others.
 */
public final class LoginThrottle {

	/** Wrong secrets in a row after which a caller has to wait. */
	static final int FREE = 5;

	/** Time after the first wrong secret too many; it doubles with each. */
	static final Duration FIRST_WAIT = Duration.ofSeconds(1);

	static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	/** Time after which a caller without further failures is forgotten. */
	static final Duration FORGIVEN = Duration.ofMinutes(15);

	static final int REMEMBERED = 10_000;

	private static final int LOCKS = 64;

	private static final int IPV6_NETWORK = 8;

	private final Clock clock;

	private final SecretKeySpec key;

	private final Map<String, Failures> wrong = new Remembered<>();

	private final Map<String, Boolean> right = new Remembered<>();

	/** Callers are looked at one at a time, so that none gets ahead of its failures. */
	private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

	public LoginThrottle(Clock clock) {
		this.clock = clock;
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, "HmacSHA256");
	}

	/**
	 * Checks a login unless its caller has to wait.
	 * @param address of the caller, as the container tells it
	 * @param login looks at the secret; empty if it is wrong
	 * @return empty if the secret is wrong, or was not looked at
	 */
	public <T> Optional<T> check(String address, String user, String secret, Supplier<Optional<T>> login) {
		String credentials = digest(user, secret);
		if (isRight(credentials)) {
			Optional<T> found = login.get();
			if (found.isPresent()) {
				return found;
			}
			forgetRight(credentials);
		}
		String caller = digest(network(address), user);
		synchronized (this.locks[Math.floorMod(caller.hashCode(), LOCKS)]) {
			if (hasToWait(caller)) {
				return Optional.empty();
			}
			Optional<T> found = login.get();
			note(caller, credentials, found.isPresent());
			return found;
		}
	}

	/** Returns how many callers and secrets are remembered. */
	synchronized int size() {
		return Math.max(this.wrong.size(), this.right.size());
	}

	private synchronized boolean isRight(String credentials) {
		return this.right.containsKey(credentials);
	}

	private synchronized void forgetRight(String credentials) {
		this.right.remove(credentials);
	}

	private synchronized boolean hasToWait(String caller) {
		Failures failures = this.wrong.get(caller);
		return failures != null && this.clock.instant().isBefore(failures.waitUntil());
	}

	private synchronized void note(String caller, String credentials, boolean isRight) {
		if (isRight) {
			this.wrong.remove(caller);
			this.right.put(credentials, true);
			return;
		}
		Instant now = this.clock.instant();
		Failures before = this.wrong.get(caller);
		int count = (before != null && now.isBefore(before.lastAt().plus(FORGIVEN))) ? before.count() + 1 : 1;
		this.wrong.put(caller, new Failures(count, now, now.plus(waitAfter(count))));
	}

	private static Duration waitAfter(int failures) {
		if (failures < FREE) {
			return Duration.ZERO;
		}
		Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE, 10));
		return (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
	}

	/** All addresses of a network of IPv6 belong to one caller. */
	private static String network(String address) {
		if (address.indexOf(':') < 0) {
			return address;
		}
		try {
			byte[] bytes = InetAddress.getByName(address).getAddress();
			return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, IPV6_NETWORK)));
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

	/** Keyed, so that the memory of the node holds no secrets to guess. */
	private String digest(String one, String other) {
		try {
			Mac mac = Mac.getInstance(this.key.getAlgorithm());
			mac.init(this.key);
			mac.update(one.getBytes(StandardCharsets.UTF_8));
			mac.update((byte) 0);
			return HexFormat.of().formatHex(mac.doFinal(other.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	private record Failures(int count, Instant lastAt, Instant waitUntil) {
	}

	/** Forgets what was not used for the longest time. */
	private static final class Remembered<V> extends LinkedHashMap<String, V> {

		private static final long serialVersionUID = 1L;

		private Remembered() {
			super(16, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
			return size() > REMEMBERED;
		}

	}

}
