package io.selfieregistration.web;

import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A bean that lets a part of the service take bodies of another size than 64 KB, or only
 * those of senders whom it knows.
 *
 * @param path as in {@link Calls#pathOf}; also of everything below it
 * @param bytes that a body may have
 * @param sender tells who sends the body of a call: empty if it is not to be read, as the
 * call will be refused. A sender has one body on its way to each path; a further one
 * takes the place of the one before. A blank sender may have any number
 */
public record BodyLimit(String path, long bytes, Function<HttpServletRequest, Optional<String>> sender) {

	/** For calls that prove who they are before their bodies are read, or by them. */
	public BodyLimit(String path, long bytes) {
		this(path, bytes, (call) -> Optional.of(""));
	}

	/** Returns whether the limit holds for a path. */
	public boolean isOf(String called) {
		return called.equals(this.path) || called.startsWith(this.path + "/");
	}

}
