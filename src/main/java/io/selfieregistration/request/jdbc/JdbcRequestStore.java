package io.selfieregistration.request.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests in PostgreSQL. */
@Repository
class JdbcRequestStore implements RequestStore {

	private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final ObjectMapper json;

	JdbcRequestStore(JdbcClient jdbc, ObjectMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public void add(Request request, byte[] authReqIdHash) {
		this.jdbc
			.sql("""
					insert into request (id, workspace, application_id, phase, user_id, email, locale, metadata, channel,
					    client_address, auth_req_id_hash, created_at)
					values (:id, :workspace, :application, :phase, :user, :email, :locale, cast(:metadata as jsonb), :channel,
					    :clientAddress, :hash, :createdAt)
					""")
			.param("id", request.id().value())
			.param("workspace", request.workspace())
			.param("application", request.applicationId())
			.param("phase", request.phase().code())
			.param("user", request.userId())
			.param("email", request.email())
			.param("locale", request.locale())
			.param("metadata", write(request.metadata()))
			.param("channel", request.channel().name().toLowerCase(Locale.ROOT))
			.param("clientAddress", request.clientAddress())
			.param("hash", authReqIdHash)
			.param("createdAt", utc(request.createdAt()))
			.update();
	}

	@Override
	public Optional<Request> find(RequestId id) {
		return this.jdbc.sql("select * from request where id = :id")
			.param("id", id.value())
			.query(this::map)
			.optional();
	}

	@Override
	public Optional<Request> lock(RequestId id) {
		return this.jdbc.sql("select * from request where id = :id for no key update")
			.param("id", id.value())
			.query(this::map)
			.optional();
	}

	@Override
	public boolean attach(RequestId id, String processInstanceId) {
		return this.jdbc
			.sql("update request set process_instance_id = :instance where id = :id and process_instance_id is null")
			.param("id", id.value())
			.param("instance", processInstanceId)
			.update() == 1;
	}

	@Override
	public void decide(RequestId id, Decision decision, Instant at) {
		this.jdbc.sql("update request set decision = :decision, decided_at = :at where id = :id and decision is null")
			.param("id", id.value())
			.param("decision", decision.code())
			.param("at", utc(at))
			.update();
	}

	@Override
	public void recordOutcome(RequestId id, Outcome outcome, Instant at) {
		this.jdbc.sql("update request set outcome = :outcome, outcome_at = :at where id = :id and outcome is null")
			.param("id", id.value())
			.param("outcome", outcome.code())
			.param("at", utc(at))
			.update();
	}

	@Override
	public void complete(RequestId id, Instant at) {
		this.jdbc.sql("update request set completed_at = :at where id = :id and completed_at is null")
			.param("id", id.value())
			.param("at", utc(at))
			.update();
	}

	@Override
	public void addRuleDecision(RequestId id, boolean enabled, String rule, Map<String, Object> inputs, boolean outcome,
			Instant at) {
		this.jdbc.sql("""
				insert into rule_decision (request_id, enabled, rule, inputs, outcome, decided_at)
				values (:id, :enabled, :rule, cast(:inputs as jsonb), :outcome, :at)
				""")
			.param("id", id.value())
			.param("enabled", enabled)
			.param("rule", rule)
			.param("inputs", write(inputs))
			.param("outcome", outcome)
			.param("at", utc(at))
			.update();
	}

	private Request map(ResultSet row, int number) throws SQLException {
		String decision = row.getString("decision");
		String outcome = row.getString("outcome");
		return new Request(new RequestId(row.getObject("id", UUID.class)), row.getString("workspace"),
				row.getString("application_id"), Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
				row.getString("user_id"), row.getString("email"), row.getString("locale"),
				read(row.getString("metadata")), Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
				row.getString("client_address"), instant(row, "created_at"),
				(decision != null) ? Decision.of(decision) : null, (outcome != null) ? Outcome.of(outcome) : null,
				instant(row, "outcome_at"), row.getObject("completed_at") != null);
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private String write(Map<String, Object> value) {
		try {
			return this.json.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("Cannot be kept as JSON", ex);
		}
	}

	private Map<String, Object> read(String text) {
		try {
			return this.json.readValue(text, METADATA);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("The metadata of a request cannot be read", ex);
		}
	}

}
