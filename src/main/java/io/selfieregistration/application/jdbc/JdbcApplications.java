package io.selfieregistration.application.jdbc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Application.Notification;
import io.selfieregistration.application.Application.Webhook;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.Applications;
import io.selfieregistration.encryption.Sealer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Applications in PostgreSQL; the secret of the webhook is sealed there. */
@Repository
class JdbcApplications implements Applications {

	private static final byte[] NO_HASH = new byte[32];

	private final JdbcClient jdbc;

	private final Sealer sealer;

	private final Clock clock;

	JdbcApplications(JdbcClient jdbc, Sealer sealer, Clock clock) {
		this.jdbc = jdbc;
		this.sealer = sealer;
		this.clock = clock;
	}

	@Override
	public Optional<Application> find(String id) {
		return row(id).map(Row::application);
	}

	@Override
	public Optional<Application> authenticate(String id, ApplicationSecret secret) {
		Optional<Row> row = row(id);
		boolean matches = secret.matches(row.map(Row::secretHash).orElse(NO_HASH));
		return row.filter((found) -> matches).map(Row::application);
	}

	@Override
	public void save(Application application, ApplicationSecret secret) {
		Optional<Webhook> webhook = application.findWebhook();
		this.jdbc.sql("""
				insert into application (id, workspace, name, secret_hash, workflow, notification,
				    link_expiry_seconds, session_seconds, reminder_seconds, maximum_attempts,
				    webhook_url, webhook_secret, created_at)
				values (:id, :workspace, :name, :secretHash, :workflow, :notification,
				    :linkExpiry, :session, :reminder, :maximumAttempts, :webhookUrl, :webhookSecret, :now)
				on conflict (id) do update set
				    workspace = excluded.workspace, name = excluded.name, secret_hash = excluded.secret_hash,
				    workflow = excluded.workflow, notification = excluded.notification,
				    link_expiry_seconds = excluded.link_expiry_seconds, session_seconds = excluded.session_seconds,
				    reminder_seconds = excluded.reminder_seconds, maximum_attempts = excluded.maximum_attempts,
				    webhook_url = excluded.webhook_url, webhook_secret = excluded.webhook_secret
				""")
			.param("id", application.id())
			.param("workspace", application.workspace())
			.param("name", application.name())
			.param("secretHash", secret.hash())
			.param("workflow", application.workflow())
			.param("notification", application.notification().name().toLowerCase(Locale.ROOT))
			.param("linkExpiry", application.linkExpiry().toSeconds())
			.param("session", application.session().toSeconds())
			.param("reminder", (application.reminder() != null) ? application.reminder().toSeconds() : null)
			.param("maximumAttempts", application.maximumAttempts())
			.param("webhookUrl", webhook.map(Webhook::url).map(URI::toString).orElse(null))
			.param("webhookSecret",
					webhook.map((hook) -> this.sealer.seal(hook.secret().getBytes(StandardCharsets.UTF_8),
							context(application.workspace(), application.id())))
						.orElse(null))
			.param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
			.update();
	}

	private Optional<Row> row(String id) {
		return this.jdbc.sql("select * from application where id = :id").param("id", id).query(this::map).optional();
	}

	private Row map(ResultSet row, int number) throws SQLException {
		String id = row.getString("id");
		String workspace = row.getString("workspace");
		Webhook webhook = null;
		if (row.getString("webhook_url") != null) {
			byte[] secret = this.sealer.open(row.getBytes("webhook_secret"), context(workspace, id));
			webhook = new Webhook(URI.create(row.getString("webhook_url")), new String(secret, StandardCharsets.UTF_8));
		}
		long reminder = row.getLong("reminder_seconds");
		Duration reminderBefore = row.wasNull() ? null : Duration.ofSeconds(reminder);
		Application application = new Application(id, workspace, row.getString("name"), row.getString("workflow"),
				Notification.valueOf(row.getString("notification").toUpperCase(Locale.ROOT)),
				Duration.ofSeconds(row.getLong("link_expiry_seconds")),
				Duration.ofSeconds(row.getLong("session_seconds")), reminderBefore, row.getInt("maximum_attempts"),
				webhook);
		return new Row(application, row.getBytes("secret_hash"));
	}

	private static String[] context(String workspace, String id) {
		return new String[] { "webhook-secret", workspace, id };
	}

	private record Row(Application application, byte[] secretHash) {
	}

}
