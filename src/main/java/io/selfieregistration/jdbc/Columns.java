package io.selfieregistration.jdbc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.selfieregistration.platform.Coded;

/** Converts between Java values and columns; null maps to null both ways. */
public final class Columns {

	private Columns() {
	}

	/** Converts an instant to a {@code timestamptz} parameter. */
	public static OffsetDateTime utc(Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

	/** Reads a {@code timestamptz}. */
	public static Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	/** Converts a constant to its code. */
	public static String code(Coded value) {
		return (value != null) ? value.code() : null;
	}

	/** Reads the constant of a code. */
	public static <E extends Enum<E> & Coded> E coded(Class<E> type, ResultSet row, String column) throws SQLException {
		String code = row.getString(column);
		return (code != null) ? Coded.of(type, code) : null;
	}

	/** Returns an address as text. */
	public static String text(URI address) {
		return (address != null) ? address.toString() : null;
	}

	/** Reads an address. */
	public static URI uri(ResultSet row, String column) throws SQLException {
		String address = row.getString(column);
		return (address != null) ? URI.create(address) : null;
	}

}
