package io.selfieregistration.duplicates.jdbc;

import io.selfieregistration.duplicates.DuplicateSearch;
import io.selfieregistration.duplicates.DuplicateSearch.Candidate;
import io.selfieregistration.duplicates.DuplicateStore;
import io.selfieregistration.jdbc.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores searches for duplicates in PostgreSQL. */
@Repository
class JdbcDuplicateStore implements DuplicateStore {

	private final JdbcClient jdbc;

	JdbcDuplicateStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void save(DuplicateSearch search) {
		this.jdbc.sql("delete from duplicate_search where request_id = :request and run_number = :run")
			.param("request", search.run().request().value())
			.param("run", search.run().number())
			.update();
		this.jdbc.sql("""
				insert into duplicate_search (request_id, run_number, model, users, compared, found, searched_at)
				values (:request, :run, :model, :users, :compared, :found, :at)
				""")
			.param("request", search.run().request().value())
			.param("run", search.run().number())
			.param("model", search.model())
			.param("users", search.users())
			.param("compared", search.compared())
			.param("found", search.found())
			.param("at", Columns.utc(search.searchedAt()))
			.update();
		search.candidates().forEach((candidate) -> add(search, candidate));
	}

	private void add(DuplicateSearch search, Candidate candidate) {
		this.jdbc
			.sql("""
					insert into duplicate_candidate (request_id, run_number, candidate_request_id, candidate_run_number, distance)
					values (:request, :run, :candidate, :candidateRun, :distance)
					""")
			.param("request", search.run().request().value())
			.param("run", search.run().number())
			.param("candidate", candidate.run().request().value())
			.param("candidateRun", candidate.run().number())
			.param("distance", candidate.distance())
			.update();
	}

}
