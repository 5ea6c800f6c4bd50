/** Requests and their results by HTTP. */
package io.selfieregistration.result.web;
