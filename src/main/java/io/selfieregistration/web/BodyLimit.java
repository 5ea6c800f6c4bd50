package io.selfieregistration.web;

/**
 * A bean that lets a part of the service take bodies of another size than 64 KB.
 *
 * @param path as in {@link Calls#pathOf}; also of everything below it
 * @param bytes that a body may have
 */
public record BodyLimit(String path, long bytes) {

	boolean isOf(String called) {
		return called.equals(this.path) || called.startsWith(this.path + "/");
	}

}
