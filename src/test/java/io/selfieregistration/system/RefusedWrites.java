package io.selfieregistration.system;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database that refuses some writes, as it does when its disk is full, until this is
 * closed.
 */
final class RefusedWrites implements AutoCloseable {

	/** What the database says. */
	static final String REASON = "could not extend file: No space left on device";

	private final JdbcClient jdbc;

	private final String table;

	private final String name = "refuse_" + UUID.randomUUID().toString().replace("-", "");

	/**
	 * @param condition in SQL, on the row {@code new} that is inserted or updated
	 */
	RefusedWrites(JdbcClient jdbc, String table, String condition) {
		this(jdbc, table, condition, "P0001");
	}

	/**
	 * @param state SQLSTATE of the refusal
	 */
	RefusedWrites(JdbcClient jdbc, String table, String condition, String state) {
		this.jdbc = jdbc;
		this.table = table;
		jdbc.sql("""
				create function %s() returns trigger language plpgsql as $$
				begin
				    if %s then
				        raise exception '%s' using errcode = '%s';
				    end if;
				    return new;
				end $$
				""".formatted(this.name, condition, REASON, state)).update();
		jdbc.sql("create trigger %1$s before insert or update on %2$s for each row execute function %1$s()"
			.formatted(this.name, table)).update();
	}

	@Override
	public void close() {
		this.jdbc.sql("drop trigger %s on %s".formatted(this.name, this.table)).update();
		this.jdbc.sql("drop function %s()".formatted(this.name)).update();
	}

}
