package io.selfieregistration.publishing;

import io.selfieregistration.application.Application;

/**
 * Renders results in the form that an application has chosen: plain, encrypted or signed.
 */
public interface ResultForms {

	/**
	 * Encrypts or signs a result, if the application has chosen that.
	 * @param json an object
	 */
	Form apply(Application application, byte[] json);

	/** A rendered result. */
	record Form(String contentType, byte[] body) {
	}

}
