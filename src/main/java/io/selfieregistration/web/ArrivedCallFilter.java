package io.selfieregistration.web;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that sees a call again once its body has arrived. Only then does the rest of
 * the call happen, in the same thread as this filter.
 */
public abstract class ArrivedCallFilter extends OncePerRequestFilter {

	@Override
	protected final boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
