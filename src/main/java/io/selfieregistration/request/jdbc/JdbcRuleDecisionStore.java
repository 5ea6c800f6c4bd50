package io.selfieregistration.request.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RuleDecisionStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Decisions of rules in PostgreSQL. */
@Repository
class JdbcRuleDecisionStore implements RuleDecisionStore {

	private static final TypeReference<Map<String, Object>> INPUTS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonColumns json;

	JdbcRuleDecisionStore(JdbcClient jdbc, JsonColumns json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public void add(RequestId id, String applicationId, RuleUse use, boolean enabled, String rule,
			Map<String, Object> inputs, boolean outcome, Instant at) {
		this.jdbc.sql("""
				insert into rule_decision (request_id, application_id, kind, enabled, rule, inputs, outcome, decided_at)
				values (:id, :application, :kind, :enabled, :rule, cast(:inputs as jsonb), :outcome, :at)
				""")
			.param("id", (id != null) ? id.value() : null)
			.param("application", applicationId)
			.param("kind", use.code())
			.param("enabled", enabled)
			.param("rule", rule)
			.param("inputs", this.json.write(inputs))
			.param("outcome", outcome)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public List<KeptRuleDecision> list(RequestId id) {
		return this.jdbc.sql("""
				select kind, enabled, rule, inputs, outcome, decided_at from rule_decision
				where request_id = :id order by id
				""")
			.param("id", id.value())
			.query((row, number) -> new KeptRuleDecision(Columns.coded(RuleUse.class, row, "kind"),
					row.getBoolean("enabled"), row.getString("rule"), this.json.read(row.getString("inputs"), INPUTS),
					row.getBoolean("outcome"), Columns.instant(row, "decided_at")))
			.list();
	}

}
