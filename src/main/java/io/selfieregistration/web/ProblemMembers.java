package io.selfieregistration.web;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Implemented by beans that add members to a problem, derived from the call as well as
 * from the exception.
 */
public interface ProblemMembers {

	/**
	 * @return members by their name in JSON; empty if there is nothing to add
	 */
	Map<String, Object> of(Exception ex, HttpServletRequest call);

}
