/** The API of block lists. */
package io.selfieregistration.blocklist.web;
