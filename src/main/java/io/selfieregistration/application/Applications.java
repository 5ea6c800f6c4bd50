package io.selfieregistration.application;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationStore.KeyHash;
import io.selfieregistration.application.SettingsCheck.SettingProblem;
import io.selfieregistration.login.LoginThrottle;
import io.selfieregistration.platform.Texts;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages applications: authenticates them, changes their settings, rotates their
 * secrets.
 */
@Service
public class Applications {

	private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {
	};

	private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

	private static final byte[] NO_HASH = new byte[32];

	private static final SecureRandom RANDOM = new SecureRandom();

	private final ApplicationStore store;

	private final List<SettingsCheck> checks;

	private final ObjectMapper json;

	private final Clock clock;

	private final LoginThrottle throttle;

	Applications(ApplicationStore store, List<SettingsCheck> checks, ObjectMapper json, Clock clock) {
		this.store = store;
		this.checks = List.copyOf(checks);
		this.json = json;
		this.clock = clock;
		this.throttle = new LoginThrottle(clock);
	}

	/**
	 * @param id may be any text
	 */
	public Optional<Application> find(String id) {
		return Texts.isStorable(id) ? this.store.find(id) : Optional.empty();
	}

	/**
	 * @throws IllegalStateException if there is no such application
	 */
	public Application get(String id) {
		return find(id).orElseThrow(() -> new IllegalStateException("There is no application " + id));
	}

	/**
	 * Lists the applications of a workspace by id.
	 * @param after id that the page begins after, or empty
	 * @param limit how many at most
	 */
	public List<Application> list(String workspace, String after, int limit) {
		return this.store.list(workspace, after, limit);
	}

	/**
	 * Authenticates an application by id and secret.
	 * @param address of the caller, who has to wait after several wrong secrets
	 * @return empty if the secret is wrong, or the caller has to wait
	 */
	public Optional<Application> authenticate(String id, ApplicationSecret secret, String address) {
		return this.throttle.check(address, id, secret.value(), () -> authenticate(id, secret));
	}

	/** Compares in constant time, also when the id is unknown. */
	private Optional<Application> authenticate(String id, ApplicationSecret secret) {
		Instant now = this.clock.instant();
		List<KeyHash> keys = this.store.hashes(id, now);
		Optional<KeyHash> matching = keys.stream().filter((key) -> secret.matches(key.hash())).findFirst();
		if (keys.isEmpty()) {
			secret.matches(NO_HASH);
		}
		matching.filter((key) -> key.lastUsedAt() == null || key.lastUsedAt().isBefore(now.minus(USE_IS_NOTED_EVERY)))
			.ifPresent((key) -> this.store.used(key.id(), now));
		return matching.flatMap((key) -> find(id));
	}

	/**
	 * Creates an application and its secrets.
	 * @param actor operator who creates it
	 * @throws ApplicationExists if the id is taken
	 * @throws SettingsInvalid if the settings are rejected
	 */
	@Transactional
	public CreatedApplication create(String id, String workspace, ApplicationSettings settings, String actor) {
		requireValid(workspace, settings);
		Application application = new Application(id, workspace, settings, 1, this.clock.instant(),
				this.clock.instant(), null);
		if (!this.store.add(application)) {
			throw new ApplicationExists();
		}
		record(application, actor, "created", differences(null, settings));
		return new CreatedApplication(application, addKey(application, Purpose.API),
				addKey(application, Purpose.WEBHOOK), addKey(application, Purpose.ENCRYPTION));
	}

	/**
	 * Creates an application or replaces its settings, with secrets that the caller
	 * knows. For deployments that configure applications outside the API.
	 */
	@Transactional
	public Application put(String id, String workspace, ApplicationSettings settings, ApplicationSecret secret,
			String webhookSecret) {
		Application application = new Application(id, workspace, settings, 1, this.clock.instant(),
				this.clock.instant(), null);
		if (!this.store.add(application)) {
			this.store.update(id, settings, get(id).version(), this.clock.instant());
		}
		for (Purpose purpose : Purpose.values()) {
			this.store.expireKeys(id, purpose, this.clock.instant());
		}
		this.store.addKey(application, Purpose.API, Purpose.API.hint(secret.value()), secret.hash(), null,
				this.clock.instant());
		this.store.addKey(application, Purpose.WEBHOOK, Purpose.WEBHOOK.hint(webhookSecret), null, webhookSecret,
				this.clock.instant());
		addKey(application, Purpose.ENCRYPTION);
		return get(id);
	}

	/**
	 * Replaces the settings of an application.
	 * @param version that the caller has read
	 * @throws ApplicationUnknown if there is no such application
	 * @throws ApplicationChanged if it has been changed since the caller read it
	 * @throws SettingsInvalid if the settings are rejected
	 */
	@Transactional
	public Application change(String id, long version, ApplicationSettings settings, String actor) {
		Application earlier = find(id).orElseThrow(ApplicationUnknown::new);
		requireValid(earlier.workspace(), settings);
		if (!this.store.update(id, settings, version, this.clock.instant())) {
			throw new ApplicationChanged();
		}
		if (!Objects.equals(earlier.settings().notificationUrl(), settings.notificationUrl())) {
			this.store.setEndpointDisabled(id, null);
		}
		Application changed = get(id);
		record(changed, actor, "settings_changed", differences(earlier.settings(), settings));
		return changed;
	}

	/**
	 * Rotates a secret: creates a new one and expires the earlier ones after the overlap.
	 * @param overlap how long the earlier secrets stay valid; zero expires them at once
	 * @return the secret, which is not shown again
	 */
	@Transactional
	public String rotate(Application application, Purpose purpose, Duration overlap, String actor) {
		this.store.expireKeys(application.id(), purpose, this.clock.instant().plus(overlap));
		String secret = addKey(application, purpose);
		record(application, actor, "secret_rotated",
				Map.of("purpose", purpose.code(), "overlap_seconds", overlap.toSeconds()));
		return secret;
	}

	/**
	 * Removes an application that has no requests.
	 * @return whether it was removed
	 */
	@Transactional
	public boolean remove(Application application, String actor) {
		if (!this.store.remove(application.id())) {
			return false;
		}
		record(application, actor, "removed", Map.of());
		return true;
	}

	/** Lists the valid keys of an application, newest first, without their secrets. */
	public List<ApplicationKey> keys(Application application) {
		return this.store.keys(application.id(), this.clock.instant());
	}

	/** Lists the valid secrets of a purpose other than the API, newest first. */
	public List<String> secrets(Application application, Purpose purpose) {
		return this.store.secrets(application, purpose, this.clock.instant());
	}

	/** Lists the changes of an application, newest first. */
	public List<ApplicationChange> changes(Application application, int limit) {
		return this.store.changes(application.id(), limit);
	}

	/** Stops deliveries to a receiver that answered 410 Gone. May be repeated. */
	@Transactional
	public void disableEndpoint(Application application, String actor) {
		this.store.setEndpointDisabled(application.id(), this.clock.instant());
		record(application, actor, "endpoint_disabled", Map.of());
	}

	/** Resumes deliveries to the receiver. May be repeated. */
	@Transactional
	public void enableEndpoint(Application application, String actor) {
		this.store.setEndpointDisabled(application.id(), null);
		record(application, actor, "endpoint_enabled", Map.of());
	}

	private void requireValid(String workspace, ApplicationSettings settings) {
		List<SettingProblem> problems = new ArrayList<>();
		this.checks.stream().forEach((check) -> problems.addAll(check.check(workspace, settings)));
		if (!problems.isEmpty()) {
			throw new SettingsInvalid(problems);
		}
	}

	private String addKey(Application application, Purpose purpose) {
		if (purpose == Purpose.API) {
			ApplicationSecret secret = ApplicationSecret.generate();
			this.store.addKey(application, purpose, purpose.hint(secret.value()), secret.hash(), null,
					this.clock.instant());
			return secret.value();
		}
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		Base64.Encoder encoder = (purpose == Purpose.WEBHOOK) ? Base64.getEncoder()
				: Base64.getUrlEncoder().withoutPadding();
		String secret = purpose.prefix() + encoder.encodeToString(bytes);
		this.store.addKey(application, purpose, purpose.hint(secret), null, secret, this.clock.instant());
		return secret;
	}

	private void record(Application application, String actor, String action, Map<String, Object> changes) {
		this.store.addChange(application,
				new ApplicationChange(application.version(), this.clock.instant(), actor, action, changes));
	}

	/** Returns the old and the new value of each setting that differs. */
	private Map<String, Object> differences(ApplicationSettings before, ApplicationSettings after) {
		Map<String, Object> old = (before != null) ? this.json.convertValue(before, FIELDS) : Map.of();
		Map<String, Object> fresh = this.json.convertValue(after, FIELDS);
		Map<String, Object> differences = new TreeMap<>();
		for (String field : union(old, fresh)) {
			if (!Objects.equals(old.get(field), fresh.get(field))) {
				Map<String, Object> change = new TreeMap<>();
				change.put("from", old.get(field));
				change.put("to", fresh.get(field));
				differences.put(field, change);
			}
		}
		return differences;
	}

	private static List<String> union(Map<String, Object> one, Map<String, Object> other) {
		Map<String, Object> all = new TreeMap<>(one);
		all.putAll(other);
		return List.copyOf(all.keySet());
	}

	/**
	 * A new application and its secrets, which are shown only now.
	 *
	 * @param secret the application authenticates with it
	 * @param webhookSecret signs the messages to the application
	 * @param encryptionKey 256 bits in Base64url, encrypts results for the application
	 */
	public record CreatedApplication(Application application, String secret, String webhookSecret,
			String encryptionKey) {

		@Override
		public String toString() {
			return "CreatedApplication[" + this.application.id() + "]";
		}

	}

}
