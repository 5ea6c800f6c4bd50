package io.selfieregistration.publishing;

import io.selfieregistration.application.Application;

/** Gives results the form that an application wants them in. */
public interface ResultForms {

	/**
	 * Encrypts or signs a result, if the application wants that.
	 * @param json an object
	 */
	Form apply(Application application, byte[] json);

	/** A result as it goes out. */
	record Form(String contentType, byte[] body) {
	}

}
