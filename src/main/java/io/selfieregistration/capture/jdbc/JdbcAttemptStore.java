package io.selfieregistration.capture.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.capture.Attempt;
import io.selfieregistration.capture.AttemptStore;
import io.selfieregistration.face.Finding;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Attempts in PostgreSQL. */
@Repository
class JdbcAttemptStore implements AttemptStore {

	private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {
	};

	private static final TypeReference<Map<String, Double>> MEASURES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final ObjectMapper json;

	JdbcAttemptStore(JdbcClient jdbc, ObjectMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public void add(Attempt attempt) {
		this.jdbc
			.sql("""
					insert into attempt (request_id, phase_number, number, submission_key, accepted, findings, measures,
					    submitted_at)
					values (:request, (select current_phase from request where id = :request), :number, :key, :accepted, cast(:findings as jsonb), cast(:measures as jsonb), :at)
					""")
			.param("request", attempt.requestId().value())
			.param("number", attempt.number())
			.param("key", attempt.submissionKey())
			.param("accepted", attempt.accepted())
			.param("findings", write(attempt.findings()))
			.param("measures", write(attempt.measures()))
			.param("at", attempt.submittedAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	@Override
	public Optional<Attempt> find(RequestId id, String submissionKey) {
		return this.jdbc.sql("select * from attempt where request_id = :request and submission_key = :key")
			.param("request", id.value())
			.param("key", submissionKey)
			.query(this::map)
			.optional();
	}

	@Override
	public int count(RequestId id) {
		return this.jdbc.sql("""
				select count(*) from attempt where request_id = :request
				and phase_number = (select current_phase from request where id = :request)
				""").param("request", id.value()).query(Integer.class).single();
	}

	private Attempt map(ResultSet row, int number) throws SQLException {
		return new Attempt(new RequestId(row.getObject("request_id", UUID.class)), row.getInt("number"),
				row.getString("submission_key"), row.getBoolean("accepted"), read(row.getString("findings"), FINDINGS),
				read(row.getString("measures"), MEASURES),
				row.getObject("submitted_at", OffsetDateTime.class).toInstant());
	}

	private String write(Object value) {
		try {
			return this.json.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("Cannot be kept as JSON", ex);
		}
	}

	private <T> T read(String text, TypeReference<T> type) {
		try {
			return this.json.readValue(text, type);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("An attempt cannot be read", ex);
		}
	}

}
